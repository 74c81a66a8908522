# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

option(QEAGER_PRECOMPILE "Read Qt's headers once for each library: it takes two thirds of the compiler's time" OFF)

# qeager_precompile(<target> [<header>...]): those, and what most sources include of Qt, QCoro and the standard library.
function(qeager_precompile target)
    if(QEAGER_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE
            <QtCore/qcoreapplication.h> <QtCore/qfuture.h> <QtCore/qhash.h> <QtCore/qlist.h> <QtCore/qloggingcategory.h>
            <QtCore/qpointer.h> <QtCore/qpromise.h> <QtCore/qthread.h> <QtCore/qtimer.h> <QCoroTask>
            <chrono> <functional> <memory> <vector> ${ARGN}
        )
    endif()
endfunction()
