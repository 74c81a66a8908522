# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Every public header compiles alone, and has a test of its name.

option(QEAGER_CHECK_HEADERS "Compile every header alone (sanitizers find nothing there, so their presets do without)" ON)

set(include_root "${PROJECT_SOURCE_DIR}/src")
file(GLOB public_headers CONFIGURE_DEPENDS RELATIVE "${include_root}" "${include_root}/qeager/*.h")
file(GLOB detail_headers CONFIGURE_DEPENDS RELATIVE "${include_root}" "${include_root}/qeager/detail/*.h")
list(FILTER public_headers EXCLUDE REGEX "_p\\.h$")
list(FILTER detail_headers EXCLUDE REGEX "_p\\.h$")

set(header_sources)
foreach(header IN LISTS public_headers detail_headers)
    string(REPLACE "/" "_" name "${header}")
    set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include <${header}>\n#include <${header}>\n")
    list(APPEND header_sources "${source}")
endforeach()
if(QEAGER_CHECK_HEADERS AND header_sources)
    add_library(qeager_headers OBJECT ${header_sources})
    target_compile_definitions(qeager_headers PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
    target_compile_options(qeager_headers PRIVATE $<$<NOT:$<BOOL:${MSVC}>>:-O0;-g0>)
    target_link_libraries(qeager_headers PRIVATE QEager::Core qeager_warnings)
endif()

set(untested)
foreach(header IN LISTS public_headers)
    cmake_path(GET header STEM name)
    if(NOT name MATCHES "^(qeager|global)$" AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/tst_${name}.cpp")
        string(APPEND untested "\n  src/${header} has no tests/tst_${name}.cpp")
    endif()
endforeach()
if(untested)
    if(QEAGER_REQUIRE_HEADER_TESTS)
        set(severity FATAL_ERROR)
    else()
        set(severity NOTICE)
    endif()
    message(${severity} "Every public header needs a test (QEAGER_REQUIRE_HEADER_TESTS):${untested}")
endif()
