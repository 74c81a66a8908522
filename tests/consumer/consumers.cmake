# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# The ways in which other projects find QEager. Each is a test, consumer_<way>, that does what ways/<way>.cmake says in a folder of its
# own. Those that need an installed QEager share one, which was moved after it was installed, into a folder with spaces in its name.

# qeager_add_consumer(<way> [FROM_SOURCE]): one that builds QEager itself needs none that is installed.
function(qeager_add_consumer way)
    set(needs FIXTURES_REQUIRED consumer_prefix TIMEOUT 240)
    if("FROM_SOURCE" IN_LIST ARGN)
        set(needs TIMEOUT 600)
    endif()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/consumer")
    add_test(NAME consumer_${way} COMMAND "${CMAKE_COMMAND}" "-DWAY=${way}" "-DWORK_DIR=${folder}/${way}" "-DPREFIX=${folder}/moved prefix"
        "-DQEAGER_SOURCE_DIR=${PROJECT_SOURCE_DIR}" "-DQEAGER_BINARY_DIR=${PROJECT_BINARY_DIR}" "-DQEAGER_VERSION=${PROJECT_VERSION}"
        "-DLIBDIR=${CMAKE_INSTALL_LIBDIR}" "-DDATADIR=${CMAKE_INSTALL_DATADIR}" "-DSHARED=${BUILD_SHARED_LIBS}"
        "-DGENERATOR=${CMAKE_GENERATOR}" "-DCXX_COMPILER=${CMAKE_CXX_COMPILER}" "-DCXX_FLAGS=${CMAKE_CXX_FLAGS}"
        "-DCXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}" "-DCONFIG=$<CONFIG>" "-DQT6_DIR=${Qt6_DIR}" "-DQCORO6_DIR=${QCoro6_DIR}"
        "-DCROSS=${qeager_cross}" "-DPKGCONFIG=${QEAGER_PKGCONFIG}" "-DMAKE=${QEAGER_MAKE}" "-DQMAKE=${QEAGER_QMAKE}" "-DNM=${CMAKE_NM}"
        -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check.cmake"
    )
    set_tests_properties(consumer_${way} PROPERTIES ENVIRONMENT "QEAGER=" ${needs})
endfunction()

qeager_add_consumer(install FROM_SOURCE)
set_tests_properties(consumer_install PROPERTIES FIXTURES_SETUP consumer_prefix)
qeager_add_consumer(find_package)
qeager_add_consumer(components)
qeager_add_consumer(other_build_type)
if(NOT CMAKE_CROSSCOMPILING)
    qeager_add_consumer(conan)
endif()
if(NOT CMAKE_CROSSCOMPILING AND UNIX)
    find_program(QEAGER_MAKE make)
    find_program(QEAGER_PKGCONFIG pkg-config)
    find_program(QEAGER_QMAKE NAMES qmake6 HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" NO_CMAKE_FIND_ROOT_PATH)
    if(QEAGER_MAKE AND QEAGER_PKGCONFIG)
        qeager_add_consumer(pkgconfig)
    else()
        message(STATUS "No test 'consumer_pkgconfig': it needs make and pkg-config.")
    endif()
    if(QEAGER_MAKE AND QEAGER_QMAKE)
        qeager_add_consumer(qmake)
    else()
        message(STATUS "No test 'consumer_qmake': it needs make and qmake6.")
    endif()
endif()

option(QEAGER_CHECK_SUBPROJECT "Build the library once more, as a part of another project" ON)
if(QEAGER_CHECK_SUBPROJECT AND NOT CMAKE_CROSSCOMPILING AND NOT MSVC)
    qeager_add_consumer(add_subdirectory FROM_SOURCE)
    qeager_add_consumer(fetchcontent)
    set_tests_properties(consumer_fetchcontent PROPERTIES TIMEOUT 600)
endif()

# The page shows what these projects do.
set(shown CMakeLists.txt components/CMakeLists.txt subproject/CMakeLists.txt pkgconfig/Makefile qmake/app.pro)
list(TRANSFORM shown PREPEND "${CMAKE_CURRENT_LIST_DIR}/")
list(JOIN shown "," shown)
add_test(NAME install_page_shows_the_consumers COMMAND "${CMAKE_COMMAND}"
    "-DPAGE=${PROJECT_SOURCE_DIR}/docs/howto/install.md" "-DSOURCES=${shown}"
    -P "${PROJECT_SOURCE_DIR}/examples/page.cmake"
)
