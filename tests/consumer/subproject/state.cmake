# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# What a project looks like, to compare it before and after QEager becomes a part of it.

# parent_state(<name>): writes a line for each variable, cache variable, and property of the directory and of all that CMake builds.
function(parent_state name)
    get_cmake_property(cached CACHE_VARIABLES)
    get_cmake_property(variables VARIABLES)
    list(REMOVE_ITEM variables cached ARGC ARGN ARGV ARGV0 name)
    execute_process(COMMAND "${CMAKE_COMMAND}" --help-property-list OUTPUT_VARIABLE properties)
    string(REGEX MATCHALL "[A-Z_0-9]+\n" properties "${properties}") # not those of "each <LANG>"
    list(REMOVE_DUPLICATES properties)

    set(lines)
    foreach(each IN LISTS cached)
        string(MD5 value "$CACHE{${each}}")
        list(APPEND lines "cache variable ${each} ${value}")
    endforeach()
    foreach(each IN LISTS variables)
        if(NOT each MATCHES "^CMAKE_CURRENT_FUNCTION")
            string(MD5 value "${${each}}")
            list(APPEND lines "variable ${each} ${value}")
        endif()
    endforeach()
    foreach(each IN LISTS properties)
        string(STRIP "${each}" each)
        foreach(scope IN ITEMS DIRECTORY GLOBAL)
            get_property(value ${scope} PROPERTY ${each})
            list(SORT value) # find_package() puts what it was asked for again last
            string(MD5 value "${value}")
            list(APPEND lines "${scope} property ${each} ${value}")
        endforeach()
    endforeach()
    list(SORT lines)
    list(LENGTH lines count)
    message(STATUS "State ${name}: ${count} variables and properties")
    if(count LESS 500)
        message(FATAL_ERROR "That is not all of it.")
    endif()
    set_property(GLOBAL PROPERTY parent_${name} "${lines}")
endfunction()

# What may be new: the names of QEager, where find_package() found QCoro, and one more folder below that of the project.
string(CONCAT parent_may "^(cache )?variable (QEAGER_|QEager_|QCoro6[A-Za-z]*_DIR )"
    "|^DIRECTORY property (SUBDIRECTORIES|VARIABLES|CACHE_VARIABLES|CMAKE_CONFIGURE_DEPENDS) "
    "|^GLOBAL property (CACHE_VARIABLES|PACKAGES_FOUND|PACKAGES_NOT_FOUND) "
)
if(NOT WAY STREQUAL "add_subdirectory") # what FetchContent itself leaves
    string(APPEND parent_may "|^(cache )?variable (FETCHCONTENT_|__cmake_|qeager_)|^DIRECTORY property MACROS ")
endif()

# expect_the_same(<name> <name>)
function(expect_the_same before after)
    get_property(was GLOBAL PROPERTY parent_${before})
    get_property(is GLOBAL PROPERTY parent_${after})
    set(new ${is})
    list(REMOVE_ITEM new ${was})
    set(gone ${was})
    list(REMOVE_ITEM gone ${is})
    foreach(line IN LISTS new gone)
        if(NOT line MATCHES "${parent_may}")
            string(REGEX REPLACE " [0-9a-f]+$" "" line "${line}")
            message(SEND_ERROR "QEager changes, sets or removes this of the project that it is part of: ${line}")
        endif()
    endforeach()
endfunction()

# expect_only_the_library(<folder>): there and below are no tests, and no targets but the library and its warnings.
function(expect_only_the_library folder)
    set(folders "${folder}")
    set(targets)
    set(tests)
    while(folders)
        list(POP_FRONT folders each)
        get_property(more DIRECTORY "${each}" PROPERTY SUBDIRECTORIES)
        list(APPEND folders ${more})
        get_property(more DIRECTORY "${each}" PROPERTY BUILDSYSTEM_TARGETS)
        list(APPEND targets ${more})
        get_property(more DIRECTORY "${each}" PROPERTY TESTS)
        list(APPEND tests ${more})
    endwhile()
    list(SORT targets)
    if(NOT targets STREQUAL "qeager-core;qeager_warnings" OR tests)
        message(SEND_ERROR "QEager brings the targets '${targets}' and the tests '${tests}'.")
    endif()
endfunction()
