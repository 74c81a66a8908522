// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/result.h>

namespace QEager::detail {

void keepError(void *storage, ResultState &state, const StoredType &type, std::exception_ptr error) noexcept
{
    clearResult(storage, state, type);
    ::new (storage) std::exception_ptr(std::move(error));
    state = ResultState::Error;
}

void keepCurrentException(void *storage, ResultState &state, const StoredType &type) noexcept
{
    keepError(storage, state, type, std::current_exception());
}

void moveResult(void *storage, ResultState &state, void *from, ResultState fromState, const StoredType &type) noexcept
{
    if (fromState == ResultState::Error) {
        keepError(storage, state, type, std::move(*static_cast<std::exception_ptr *>(from)));
        return;
    }
    clearResult(storage, state, type);
    if (fromState == ResultState::Value) {
        try {
            type.move(storage, from);
        } catch (...) {
            keepCurrentException(storage, state, type);
            return;
        }
    }
    state = fromState;
}

void clearResult(void *storage, ResultState &state, const StoredType &type) noexcept
{
    const ResultState before = std::exchange(state, ResultState::Empty);
    if (before == ResultState::Error)
        destroyError(storage);
    else if (before == ResultState::Value && type.destroy)
        type.destroy(storage);
}

void destroyError(void *storage) noexcept { std::destroy_at(static_cast<std::exception_ptr *>(storage)); }

void rethrow(const std::exception_ptr &error) { std::rethrow_exception(error); }

void rethrowTaken(std::exception_ptr &error) { std::rethrow_exception(std::exchange(error, nullptr)); }

} // namespace QEager::detail
