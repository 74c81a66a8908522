// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "imagecache.h"

#include <qeager/offload.h>

#include <utility>

namespace Demo {

QEager::ValueTask<QImage> ImageCache::load(QString path)
{
    const auto store = m_store; // may outlive this
    auto entry = store->constFind(path);
    if (entry == store->constEnd()) {
        // A lambda written inside the co_await would have its captures destroyed twice by GCC 12.
        auto miss = [path, side = m_side] { return decode(path, side); };
        Decoded decoded = co_await QEager::offload(std::move(miss));
        entry = store->insert(path, std::move(decoded));
    }
    if (!entry->error.isEmpty())
        throw ImageError(entry->error.toStdString());
    co_return entry->image;
}

} // namespace Demo
