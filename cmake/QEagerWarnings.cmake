# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# The warnings of everything built here. Link it PRIVATE as $<BUILD_INTERFACE:qeager_warnings>: it is not exported.
add_library(qeager_warnings INTERFACE)

# What Qt 6.4 did not call deprecated has no replacement there.
target_compile_definitions(qeager_warnings INTERFACE QT_WARN_DEPRECATED_UP_TO=0x060400)

if(NOT PROJECT_IS_TOP_LEVEL)
    # What another project asks its compiler for is about that project's code, and its -Werror must not stop at ours. So are our headers
    # the system's there, as those that find_package() finds.
    set_property(DIRECTORY PROPERTY SYSTEM ON)
    target_compile_options(qeager_warnings INTERFACE $<IF:$<CXX_COMPILER_ID:MSVC>,/w,-w>)
elseif(MSVC)
    target_compile_options(qeager_warnings INTERFACE /W4 $<$<BOOL:${QEAGER_WERROR}>:/WX>)
else()
    target_compile_options(qeager_warnings INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:${QEAGER_WERROR}>:-Werror>
    )
endif()
