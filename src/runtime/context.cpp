// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/context.h>
#include <qeager/detail/activation.h>
#include <qeager/errors.h>

#include <algorithm>
#include <memory>

namespace QEager::detail {

namespace {

constexpr auto byVariable = [](const auto &entry, quint64 variable) { return entry.first < variable; };

} // namespace

void ContextMap::deref(ContextMap *map) noexcept
{
    if (map && map->m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete map;
}

const void *ContextMap::find(const ContextMap *map, quint64 variable) noexcept
{
    if (!map)
        return nullptr;
    const auto it = std::lower_bound(map->m_values.begin(), map->m_values.end(), variable, byVariable);
    return it != map->m_values.end() && it->first == variable ? it->second.get() : nullptr;
}

ContextMap::Value ContextMap::value(const ContextMap *map, quint64 variable)
{
    if (!map)
        return nullptr;
    const auto it = std::lower_bound(map->m_values.begin(), map->m_values.end(), variable, byVariable);
    return it != map->m_values.end() && it->first == variable ? it->second : nullptr;
}

ContextMap *ContextMap::with(ContextMap *map, quint64 variable, Value &value)
{
    ContextMap *own = map;
    std::unique_ptr<ContextMap> made; // without memory the map stays what it is
    if (!map || map->m_refs.load(std::memory_order_acquire) != 1) {
        made = std::make_unique<ContextMap>();
        if (map)
            made->m_values = map->m_values;
        own = made.get();
    }
    const auto it = std::lower_bound(own->m_values.begin(), own->m_values.end(), variable, byVariable);
    const bool found = it != own->m_values.end() && it->first == variable;
    if (found) {
        it->second.swap(value);
        if (!it->second)
            own->m_values.erase(it);
    } else if (value) {
        own->m_values.insert(it, {variable, std::exchange(value, nullptr)});
    }
    if (made.release() && map)
        deref(map);
    if (own->m_values.empty()) {
        delete own;
        return nullptr;
    }
    return own;
}

void ContextBox::deref() noexcept
{
    if (m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete this;
}

namespace {

// From below: each copies what the one below it has. What runs below one that has its own has its own, too.
void own(ThreadState &state, Activation *activation)
{
    if (!activation || activation->outer)
        return;
    own(state, activation->parent);
    if (activation->options && activation->options->sharesContext)
        return;
    InlineStart &start = static_cast<InlineStart &>(*activation); // what is resumed has its own from the beginning
    std::construct_at(&start.own, *state.context);
    start.outer = std::exchange(state.context, &start.own);
}

} // namespace

ContextSlot &ownContext()
{
    currentContext();
    ThreadState &state = threadState();
    own(state, state.current);
    return *state.context;
}

void enterContext(ThreadState &state, InlineStart &start)
{
    std::construct_at(&start.own);
    start.outer = &ownContext();
    state.context = &start.options->context->slot;
}

quint64 nextVariable() noexcept
{
    static std::atomic<quint64> last{0}; // relaxed: as those of tasks
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

void throwWrongToken(const char *variable)
{
    throw InvalidState(
        QStringLiteral("This token does not fit ContextVar \"%1\": it is another variable's, or was used before.")
            .arg(QString::fromUtf8(variable)));
}

} // namespace QEager::detail

namespace QEager {

Context::~Context() = default;

} // namespace QEager
