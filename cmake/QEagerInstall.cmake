# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# What finds an installed QEager: find_package(), pkg-config, and a .pri for qmake. The targets are installed where they are defined.

include(CMakePackageConfigHelpers)

# find_package(QEager)
set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/QEager")
configure_package_config_file(cmake/QEagerConfig.cmake.in QEagerConfig.cmake
    INSTALL_DESTINATION "${config_dir}" PATH_VARS QEAGER_INSTALL_QMLDIR
)
write_basic_package_version_file(QEagerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
    FILES "${PROJECT_BINARY_DIR}/QEagerConfig.cmake" "${PROJECT_BINARY_DIR}/QEagerConfigVersion.cmake"
    DESTINATION "${config_dir}"
)
install(EXPORT QEagerTargets NAMESPACE QEager:: DESTINATION "${config_dir}")

# QCoro has nothing for pkg-config, so both of the following say where it was when QEager was built, apart from what the compiler knows by
# itself.
get_target_property(includes QCoro6::Core INTERFACE_INCLUDE_DIRECTORIES)
get_target_property(library QCoro6::Core LOCATION)
cmake_path(GET library PARENT_PATH libdirs)
list(REMOVE_ITEM includes "" ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
list(REMOVE_ITEM libdirs "" ${CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES})
foreach(folder IN LISTS includes)
    string(APPEND pri_includes " \"${folder}\"")
    string(REPLACE " " "\\ " folder "${folder}")
    string(APPEND pc_includes " -I${folder}")
endforeach()
foreach(folder IN LISTS libdirs)
    string(APPEND pri_libs " \"-L${folder}\"")
    string(REPLACE " " "\\ " folder "${folder}")
    string(APPEND pc_libs " -L${folder}")
endforeach()
if(NOT BUILD_SHARED_LIBS)
    set(core_define QEAGER_CORE_STATIC)
    set(pc_define " -DQEAGER_CORE_STATIC")
endif()
if(QEAGER_QML_STATIC)
    set(qml_define QEAGER_QML_STATIC)
endif()

# pkg-config: qeager_pkg_config(<part> <description> <what it requires>), with names as those of Qt's modules
file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" up "${up}")
function(qeager_pkg_config part description requires)
    if(part STREQUAL "Core")
        set(libs "${pc_libs} -lQCoro6Core")
        set(cflags "${pc_includes} -fexceptions${pc_define}")
    elseif(part STREQUAL "Qml")
        set(variables "qmldir=\${prefix}/${QEAGER_INSTALL_QMLDIR}\n")
    endif()
    configure_file(cmake/QEager.pc.in "QEager${part}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/QEager${part}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endfunction()
set(parts core)
qeager_pkg_config(Core "Eager task execution for Qt and QCoro; compile with C++20" "Qt6Core >= 6.4")
if(TARGET qeager-test)
    list(APPEND parts test)
    qeager_pkg_config(Test "For the tests of applications that use QEager" "QEagerCore = ${PROJECT_VERSION}, Qt6Test >= 6.4")
endif()
if(TARGET qeager-qml)
    list(APPEND parts qml)
    if(NOT QEAGER_QML_STATIC) # that has a source file for each application, which pkg-config cannot say
        qeager_pkg_config(Qml "QEager for QML" "QEagerCore = ${PROJECT_VERSION}, Qt6Qml >= 6.4, Qt6Quick >= 6.4")
    endif()
endif()

# qmake
file(RELATIVE_PATH up "/${CMAKE_INSTALL_DATADIR}/QEager" "/")
string(REGEX REPLACE "/$" "" up "${up}")
list(SORT parts)
list(JOIN parts " " parts)
configure_file(cmake/qeager.pri.in qeager.pri @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/qeager.pri" DESTINATION "${CMAKE_INSTALL_DATADIR}/QEager")
