// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Where the pictures of the demo come from.
*/

#include <QtCore/qstringlist.h>

#include <functional>
#include <stop_token>

namespace Demo {

//! The names of files that are taken for pictures, such as "*.png": PNG, JPEG and SVG, as far as this Qt reads them.
QStringList imagePatterns();

//! Called with the path of a file or directory and why it gives no picture.
using FailureListener = std::function<void(const QString &path, const QString &reason)>;

/*! The paths of all pictures under \a directory, in alphabetical order.

    Links to directories are not followed, so there is no circle. Links that lead nowhere, pipes and the like are listed
    if they are named like a picture: loading them says what is wrong. \a failed hears of directories
    that may not be read. */
QStringList findImages(const QString &directory, const FailureListener &failed = {});

//! The directories that exist here out of those where systems keep icons. May be empty.
QStringList iconDirectories();

//! Draws a few dozen PNG and JPEG files into \a directory. False if one of them can not be written, or \a stop was
//! requested.
bool drawImages(const QString &directory, const std::stop_token &stop = {});

} // namespace Demo
