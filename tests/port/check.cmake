# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/CMakeLists.txt): tools/port.sh ports a copy of tree/ as expected/ has it, and says what report.txt and dry-run.txt have.
# After a change that is meant, -DUPDATE=ON writes these three.

set(here "${CMAKE_CURRENT_LIST_DIR}")
set(port "${BASH}" "${QEAGER_SOURCE_DIR}/tools/port.sh")

function(run output) # in the copy
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK_DIR}/tree"
        OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status
    )
    if(NOT status STREQUAL "0")
        message(FATAL_ERROR "${ARGN} ended with ${status}:\n${out}${err}")
    endif()
    set(${output} "${out}" PARENT_SCOPE)
    set(error "${err}" PARENT_SCOPE)
endfunction()

function(expect_text text file)
    if(UPDATE)
        file(WRITE "${here}/${file}" "${text}")
    endif()
    file(READ "${here}/${file}" expected)
    if(NOT text STREQUAL expected)
        message(FATAL_ERROR "${file} has another text than this:\n${text}")
    endif()
endfunction()

function(expect_same directory)
    execute_process(COMMAND diff -ru "${directory}" "${WORK_DIR}/tree" RESULT_VARIABLE status OUTPUT_VARIABLE difference)
    if(NOT status STREQUAL "0")
        message(FATAL_ERROR "not as in ${directory}:\n${difference}")
    endif()
endfunction()

function(expect_failure sentence)
    execute_process(COMMAND ${port} ${ARGN} WORKING_DIRECTORY "${WORK_DIR}" OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
    if(NOT status STREQUAL "1" OR NOT out STREQUAL "" OR NOT err MATCHES "${sentence}")
        message(FATAL_ERROR "port.sh ${ARGN} should end with 1 and say \"${sentence}\"; it ended with ${status}:\n${out}${err}")
    endif()
endfunction()

function(start_again)
    file(REMOVE_RECURSE "${WORK_DIR}")
    file(COPY "${here}/tree" DESTINATION "${WORK_DIR}")
    file(CREATE_LINK "notes.txt" "${WORK_DIR}/tree/src/link.cpp" SYMBOLIC)
endfunction()

start_again()
run(text ${port} . --dry-run)
expect_text("${text}" dry-run.txt)
file(REMOVE "${WORK_DIR}/tree/src/link.cpp")
expect_same("${here}/tree")

start_again()
run(text ${port} .)
expect_text("${text}" report.txt)
file(REMOVE "${WORK_DIR}/tree/src/link.cpp")
if(UPDATE)
    file(REMOVE_RECURSE "${here}/expected")
    file(COPY "${WORK_DIR}/tree/" DESTINATION "${here}/expected")
endif()
expect_same("${here}/expected")

# Each section of the page has a form in the tree that its expression finds.
file(STRINGS "${QEAGER_SOURCE_DIR}/docs/porting.md" lines ENCODING UTF-8 REGEX "^(## |    grep -nE ')")
foreach(line IN LISTS lines)
    if(line MATCHES "^## (.+)")
        set(section "${CMAKE_MATCH_1}")
    else()
        string(FIND "${text}" "docs/porting.md: ${section}\n" found)
        if(found EQUAL -1)
            message(FATAL_ERROR "the expression of \"${section}\" finds nothing in tree/")
        endif()
    endif()
endforeach()

# Again: nothing more. The list stays.
run(again ${port} .)
expect_same("${here}/expected")
string(REGEX REPLACE "ported: [^\n]*\n" "" text "${text}")
string(REGEX REPLACE "Changed: [0-9]+" "Changed: 0" text "${text}")
if(NOT again STREQUAL text)
    message(FATAL_ERROR "another list in the second run:\n${again}")
endif()

# Ends of lines, and the last one, stay as they are.
start_again()
file(WRITE "${WORK_DIR}/tree/windows.cpp" "#include <QCoroTask>\r\n\r\nQCoro::Task<> last() {} // no end")
run(text ${port} .)
file(READ "${WORK_DIR}/tree/windows.cpp" text HEX) # otherwise the carriage returns get lost
string(HEX "#include <QCoroTask>\r\n#include <qeager/valuetask.h>\r\n\r\nQEager::ValueTask<> last() {} // no end" expected)
if(NOT text STREQUAL expected)
    message(FATAL_ERROR "windows.cpp is not as it should be")
endif()

# Where there is no usual line to add to, it says what to add.
file(REMOVE "${WORK_DIR}/tree/CMakeLists.txt" "${WORK_DIR}/tree/app/CMakeLists.txt")
file(WRITE "${WORK_DIR}/tree/cmake/TreeConfig.cmake.in" "# nothing of it\n")
run(text ${port} .)
if(NOT text MATCHES "so add them.*find_package.QEager REQUIRED.*PRIVATE QEager::Core.*\nChanged: 0")
    message(FATAL_ERROR "says nothing of what to add:\n${text}")
endif()

# Nothing of QCoro: nothing to do.
file(REMOVE_RECURSE "${WORK_DIR}/tree")
file(WRITE "${WORK_DIR}/tree/main.cpp" "int main() {}\n")
file(WRITE "${WORK_DIR}/tree/CMakeLists.txt" "find_package(QCoro6)\ntarget_link_libraries(x QCoro6::Core)\n")
run(text ${port} .)
if(NOT text STREQUAL "\nChanged: 0. Lines to look at: 0.\n")
    message(FATAL_ERROR "nothing to do, but it says:\n${text}")
endif()

# In a repository: what Git ignores is left alone, and what is not committed is mentioned.
if(GIT)
    start_again()
    file(WRITE "${WORK_DIR}/tree/.gitignore" "ignored.cpp\n")
    file(WRITE "${WORK_DIR}/tree/ignored.cpp" "QCoro::Task<> ignored() {}\n")
    run(text "${GIT}" init -q .)
    run(text ${port} .)
    if(NOT error MATCHES "changes that are not committed" OR NOT text MATCHES "ported: src/model.cpp")
        message(FATAL_ERROR "in a repository:\n${text}${error}")
    endif()
    file(READ "${WORK_DIR}/tree/ignored.cpp" text)
    if(NOT text STREQUAL "QCoro::Task<> ignored() {}\n")
        message(FATAL_ERROR "ignored.cpp became:\n${text}")
    endif()
endif()

file(MAKE_DIRECTORY "${WORK_DIR}/empty")
expect_failure("which directory")
expect_failure("is not a directory" nowhere)
expect_failure("unknown argument '--now'" tree --now)
expect_failure("one directory at a time" tree empty)
expect_failure("no C.. file" empty)
