// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Loading many pictures, and what that cost.
*/

#include "imagefiles.h"

#include <qeager/coro.h>

namespace Demo {

class ImageCache;

//! What loading all pictures once came to, on the thread that awaited them.
struct ImagePass
{
    qsizetype images = 0;
    qsizetype readyInline = 0; //!< had their outcome when load() returned
    qsizetype failed = 0;
    quint64 tasksCreated = 0;
    quint64 loopTurns = 0;
    double milliseconds = 0;

    //! "12 images, 12 ready inline, …", in English.
    QString text() const;
};

/*! Starts to load all \a paths, then awaits them in their order. The thread pool decides how many are decoded at a
    time. The failures do not stop it. Suspends only if a picture is not in the cache. */
QEager::Coro<ImagePass> loadAll(ImageCache *cache, QStringList paths, FailureListener failed = {});

} // namespace Demo
