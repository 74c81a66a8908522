# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# An overlay port, which builds the source tree that it is in. Nobody has run it with vcpkg yet.
#
#     vcpkg install qeager --overlay-ports=QEager/packaging/vcpkg/ports

cmake_path(SET SOURCE_PATH NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../../../..")

vcpkg_check_features(OUT_FEATURE_OPTIONS options
    FEATURES
        qml QEAGER_BUILD_QML
        test QEAGER_BUILD_TESTLIB
)
if(QEAGER_BUILD_QML AND VCPKG_LIBRARY_LINKAGE STREQUAL "static")
    list(APPEND options -DQEAGER_QML_STATIC=ON)
endif()

vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        ${options}
        -DQEAGER_BUILD_BENCHMARKS=OFF
        -DQEAGER_BUILD_DEMO=OFF
        -DQEAGER_BUILD_PLUGIN=OFF
        -DQEAGER_BUILD_TESTS=OFF
        -DQEAGER_INSTALL_QMLDIR=Qt6/qml
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME QEager CONFIG_PATH lib/cmake/QEager)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
