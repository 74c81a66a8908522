# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Reads who includes whom in SOURCE, the library. Fails when an arrow between its rooms goes the wrong way, or headers include each other in a
# circle. A header of qeager/ or qeager/detail/ belongs to the room that has its bodies; these are the ones that are not tasks':

set(runtime_headers
    activation awaitable cancelrequests cancelscope cancelwalk chaos clock compiler completion context contextmap copyable errors failure framepool
    global held list listener owner parentlink port progress promise ref result runnable runtime slot start startpolicy statistics suspension task
    taskawaiter taskbound taskcontext taskextras taskhandle taskhome taskowner taskstate temporaries thenresult threadstate timerqueue traceevent
    tracer unhandled waiter
)
set(observing_headers configure histogram loopmonitor tracemodel tracerecorder traceslices)
set(testing_headers test)
set(observing_outlines chaos) # of which detail/ has what the runtime does

# What each room may know.
set(may_include_runtime runtime)
set(may_include_tasks runtime tasks)
set(may_include_observing runtime tasks observing) # tasks: what configure() chooses
set(may_include_testing runtime tasks observing testing)

cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/*.h" "${SOURCE}/*.cpp")

function(room_of file result)
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(GET file STEM name)
    if(NOT folder MATCHES "^qeager(/detail)?$")
        set(room "${folder}")
    elseif(file MATCHES "^qeager/" AND folder STREQUAL "qeager" AND name IN_LIST observing_outlines)
        set(room observing)
    elseif(name IN_LIST runtime_headers)
        set(room runtime)
    elseif(name IN_LIST observing_headers)
        set(room observing)
    elseif(name IN_LIST testing_headers)
        set(room testing)
    else()
        set(room tasks)
    endif()
    set(${result} "${room}" PARENT_SCOPE)
endfunction()

# Sets "includes_FILE". What a header includes behind its last line of code is its sequel, where the same subject goes on: no arrow.
foreach(file IN LISTS files)
    file(STRINGS "${SOURCE}/${file}" lines)
    set(includes "")
    set(behind FALSE)
    foreach(line IN LISTS lines)
        if(line MATCHES "^} // namespace QEager")
            set(behind TRUE)
        elseif(line MATCHES "^# *include +[<\"]([^>\"]+)[>\"]")
            set(name "${CMAKE_MATCH_1}")
            cmake_path(GET file PARENT_PATH folder)
            if("${folder}/${name}" IN_LIST files)
                set(name "${folder}/${name}")
            endif()
            if(name IN_LIST files AND NOT (behind AND file MATCHES "\\.h$"))
                list(APPEND includes "${name}")
            endif()
        elseif(line MATCHES "^(class|struct|template|namespace)")
            set(behind FALSE)
        endif()
    endforeach()
    set("includes_${file}" "${includes}")
endforeach()

set(faults "")
foreach(file IN LISTS files)
    if(file STREQUAL "qeager/qeager.h") # the umbrella
        continue()
    endif()
    room_of("${file}" from)
    foreach(included IN LISTS "includes_${file}")
        room_of("${included}" to)
        if(NOT to IN_LIST may_include_${from})
            string(APPEND faults "\n  ${file} is in '${from}', which does not know '${to}': ${included}")
        endif()
    endforeach()
endforeach()

# Takes away whatever includes nothing that is left, until only circles are.
set(left ${files})
set(before "")
while(NOT left STREQUAL before)
    set(before "${left}")
    foreach(file IN LISTS before)
        set(leads FALSE)
        foreach(included IN LISTS "includes_${file}")
            if(included IN_LIST left)
                set(leads TRUE)
                break()
            endif()
        endforeach()
        if(NOT leads)
            list(REMOVE_ITEM left "${file}")
        endif()
    endforeach()
endwhile()
set(before "") # and whatever nobody in them includes
while(NOT left STREQUAL before)
    set(before "${left}")
    set(included_by_some "")
    foreach(file IN LISTS left)
        list(APPEND included_by_some ${includes_${file}})
    endforeach()
    foreach(file IN LISTS before)
        if(NOT file IN_LIST included_by_some)
            list(REMOVE_ITEM left "${file}")
        endif()
    endforeach()
endwhile()
if(left)
    list(JOIN left ", " circle)
    string(APPEND faults "\n  These include each other in a circle: ${circle}")
endif()

if(faults)
    message(FATAL_ERROR "The rooms of ${SOURCE} (see its README):${faults}")
endif()
list(LENGTH files count)
message(STATUS "${count} files, no arrow the wrong way, no circle")
