// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A cached loader of pictures: what eager starts are for. A hit is there when load() returns, without a task, an event
    or a loop turn; a miss is decoded on the thread pool.
*/

#include "decode.h"

#include <qeager/valuetask.h>

#include <QtCore/qhash.h>

#include <memory>
#include <stdexcept>

namespace Demo {

//! Why a file gives no picture. what() is a clause in UTF-8, such as "it is empty".
class ImageError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

//! For one thread. Keeps everything it has loaded, but small. A load that is on its way when it dies goes on.
class ImageCache
{
public:
    //! Pictures are scaled down to at most \a side pixels in width and height: 36 kB each, with the default.
    explicit ImageCache(int side = 96) : m_side(side) {}

    /*! The picture of the file \a path. Ready at once when it was loaded before. Two loads of one file that both miss
        decode it twice.
        \throws ImageError when there is none, which is kept, too: a second attempt fails at once. */
    QEager::ValueTask<QImage> load(QString path);

private:
    using Store = QHash<QString, Decoded>;

    int m_side;
    std::shared_ptr<Store> m_store = std::make_shared<Store>();
};

} // namespace Demo
