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
        const auto miss = [path, side = m_side] { return decode(path, side); }; // by name: GCC 12
        Decoded decoded = co_await QEager::offload(miss);
        entry = store->insert(path, std::move(decoded));
    }
    if (!entry->error.isEmpty())
        throw ImageError(entry->error.toStdString());
    co_return entry->image;
}

} // namespace Demo
