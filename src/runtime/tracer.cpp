// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/tracer.h>

#include <QtCore/qmutex.h>

#include <algorithm>

namespace QEager::detail {

Tracer::~Tracer() = default;
TraceSource::~TraceSource() = default;

namespace {

using Sources = std::vector<std::shared_ptr<TraceSource>>;

struct AllSources
{
    QMutex mutex;
    Sources sources;
};

AllSources &allSources()
{
    static AllSources *const instance = new AllSources; // outlives every thread
    return *instance;
}

Sources currentSources()
{
    AllSources &all = allSources();
    const QMutexLocker lock(&all.mutex);
    return all.sources;
}

class UpdateParcel final : public Parcel
{
public:
    void deliver() override { Runtime::current().updateTracers(); }
    void discard() noexcept override {}
};

void tellEverybody()
{
    if (Runtime *const here = threadState().runtime) // else its first start will look
        here->updateTracers();
    Port::sendToOthers([]() -> Parcel * { return new UpdateParcel; });
}

} // namespace

void addTraceSource(const std::shared_ptr<TraceSource> &source)
{
    {
        AllSources &all = allSources();
        const QMutexLocker lock(&all.mutex);
        all.sources.push_back(source);
    }
    tellEverybody();
}

void removeTraceSource(const std::shared_ptr<TraceSource> &source)
{
    {
        AllSources &all = allSources();
        const QMutexLocker lock(&all.mutex);
        std::erase(all.sources, source);
    }
    tellEverybody();
}

void Tracers::update()
{
    std::vector<Entry> entries;
    for (const auto &source : currentSources()) {
        const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const Entry &entry) { return entry.source == source; });
        if (known != m_entries.end())
            entries.push_back(*known);
        else if (auto tracer = source->makeTracer())
            entries.push_back({source, std::move(tracer)});
    }
    m_entries.swap(entries); // those that go do so when there are others
}

bool Tracers::seeStarts() const noexcept
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.tracer->seesStarts(); });
}

} // namespace QEager::detail
