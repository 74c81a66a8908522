# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# One file of refused/ or accepted/ is compiled by each test that is made here: README.md says what its first lines may be.
if(NOT CMAKE_SCRIPT_MODE_FILE)
    # What a consumer of QEager::Core compiles with: our headers are its own, those of others the system's (-isystem
    # must not be given what the compiler has itself, and Qt may be there).
    set(includes $<TARGET_PROPERTY:QCoro6::Core,INTERFACE_INCLUDE_DIRECTORIES>
        $<TARGET_PROPERTY:Qt6::Core,INTERFACE_INCLUDE_DIRECTORIES>)
    set(definitions $<TARGET_PROPERTY:qeager-core,INTERFACE_COMPILE_DEFINITIONS>)
    set(options $<TARGET_PROPERTY:qeager-core,INTERFACE_COMPILE_OPTIONS>)
    file(GENERATE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/compile/options" CONTENT
"${CMAKE_CXX20_STANDARD_COMPILE_OPTION} ${CMAKE_CXX_FLAGS}
$<JOIN:${options},\n>
\"-I${PROJECT_SOURCE_DIR}/src\"
\"-idirafter$<JOIN:${includes},\"\n\"-idirafter>\"
-D$<JOIN:${definitions},\n-D>
"
        CONDITION $<COMPILE_LANGUAGE:CXX>
    )

    # qeager_add_compile_tests(<folder> [<property> <value>...]): a test <folder>_x for each <folder>/x.cpp.
    function(qeager_add_compile_tests folder)
        file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
        foreach(source IN LISTS sources)
            cmake_path(GET source STEM name)
            string(REPLACE "/" "_" test "${folder}_${name}")
            add_test(NAME ${test} COMMAND ${command} "-DSOURCE=${source}" -P "${CMAKE_CURRENT_FUNCTION_LIST_FILE}")
            set_tests_properties(${test} PROPERTIES TIMEOUT 120 FIXTURES_REQUIRED precompiled ${ARGN})
        endforeach()
    endfunction()

    if(NOT MSVC)
        set(command "${CMAKE_COMMAND}" "-DPRECOMPILED=${CMAKE_CURRENT_BINARY_DIR}/compile/qeager.h"
            "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DVERSION=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
        )
        # Read once for all of them.
        add_test(NAME precompiled
            COMMAND ${command} "-DSOURCE=${PROJECT_SOURCE_DIR}/src/qeager/qeager.h" -P "${CMAKE_CURRENT_LIST_DIR}/compile.cmake"
        )
        set_tests_properties(precompiled PROPERTIES TIMEOUT 120 FIXTURES_SETUP precompiled)
        qeager_add_compile_tests(refused)
        qeager_add_compile_tests(accepted)
        # Such a test fails if its file compiles, or is refused with other words.
        qeager_add_compile_tests(refused/itself PASS_REGULAR_EXPRESSION "error: .*NOT REFUSED: .* does not say")
        set_tests_properties(refused_itself_compiles PROPERTIES PASS_REGULAR_EXPRESSION "NOT REFUSED: it compiles")
        qeager_add_compile_tests(accepted/itself PASS_REGULAR_EXPRESSION "Something else.*NOT ACCEPTED")
    endif()
    return()
endif()

# told(<key> <variable>): what the lines "// key: ..." of the source say, as a list.
file(STRINGS "${SOURCE}" comments REGEX "^// [A-Za-z ]+: ")
function(told key variable)
    set(lines ${comments})
    list(FILTER lines INCLUDE REGEX "^// (${key}): ")
    list(TRANSFORM lines REPLACE "^// (${key}): " "")
    set(${variable} "${lines}" PARENT_SCOPE)
endfunction()
told(refused sentences)
string(REGEX MATCH "^[A-Za-z]+" id "${VERSION}")
told("flags|flags of ${id}" flags)
told(only only)
separate_arguments(flags UNIX_COMMAND "${flags}")
if(SOURCE MATCHES "/refused/" AND NOT sentences)
    message(FATAL_ERROR "${SOURCE} has no line '// refused: <sentence>'")
endif()
if(only AND NOT VERSION MATCHES "^(${only})")
    set(sentences) # other compilers take it
endif()

# Without the lines of the source that compilers quote, as the sentence is one of them.
if(VERSION MATCHES "^GNU")
    set(quiet -fno-diagnostics-show-caret)
    set(precompiled "${PRECOMPILED}.gch")
    set(include -include "${PRECOMPILED}")
else()
    set(quiet -fno-caret-diagnostics)
    set(precompiled "${PRECOMPILED}.pch")
    set(include -include-pch "${precompiled}")
endif()
if(SOURCE MATCHES "[.]h$")
    set(arguments -x c++-header "${SOURCE}" -o "${precompiled}")
elseif(flags)
    set(arguments -fsyntax-only ${flags} "${SOURCE}")
else()
    set(arguments -fsyntax-only ${include} "${SOURCE}")
endif()
cmake_path(GET PRECOMPILED PARENT_PATH folder)
execute_process(COMMAND "${COMPILER}" "@${folder}/options" ${quiet} ${arguments}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output COMMAND_ECHO STDOUT
)
message("${output}")
if(NOT sentences)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "NOT ACCEPTED: it should compile with ${VERSION}, see above")
    endif()
    return()
endif()
if(status EQUAL 0)
    message(FATAL_ERROR "NOT REFUSED: it compiles with ${VERSION}")
endif()
foreach(sentence IN LISTS sentences)
    string(FIND "${output}" "${sentence}" found)
    if(found EQUAL -1)
        message(FATAL_ERROR "NOT REFUSED: ${VERSION} does not say '${sentence}'")
    endif()
endforeach()
