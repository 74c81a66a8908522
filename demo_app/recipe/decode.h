// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Decoding one picture file into a small picture. Blocks, and may be called on any thread.
*/

#include <QtCore/qstring.h>
#include <QtGui/qimage.h>

namespace Demo {

//! A picture, or why there is none.
struct Decoded
{
    QImage image;
    QString error; //!< a clause that says why, such as "it is empty"; empty when there is a picture
};

/*! Reads the file \a path and scales it down to at most \a side pixels in width and height. An SVG is drawn in that
    size at once. What would need more memory than QImageReader::allocationLimit() is refused, not read. */
Decoded decode(const QString &path, int side);

} // namespace Demo
