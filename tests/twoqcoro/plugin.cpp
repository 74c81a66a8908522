// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "loader.h"

#include <QCoroTask>

#include <chrono>
#include <stdexcept>

using namespace std::chrono_literals;

namespace {

class PluginLoader : public QObject, public Loader
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "qeager.tests.Loader")
    Q_INTERFACES(Loader)

public:
    bool knowsLazyTask() const override;
    QEager::ValueTask<QString> load(int page) override { return QEager::eager(read(page)); }
    QEager::Task<QString> loadLater(int page) override { return QEager::post(read(page)); }
    QEager::Coro<int> add(QEager::Coro<int> first, QEager::Task<int> second) override
    {
        const int a = co_await std::move(first);
        const int b = co_await second;
        co_return a + b;
    }
    QEager::ValueTask<void> fail() override { return QEager::eager(refuse()); }
    QStringList log() const override { return m_log; }

private:
    // As code was before it knew QEager.
    QCoro::Task<QString> read(int page)
    {
        m_log << QStringLiteral("plugin reads %1").arg(page);
        if (page) {
            co_await wait();
            m_log << QStringLiteral("plugin has read %1").arg(page);
        }
        co_return QStringLiteral("page %1").arg(page);
    }
    QCoro::Task<> wait() { co_await QEager::sleep(1ms); }
    QEager::Coro<> refuse()
    {
        co_await wait();
        throw std::runtime_error("no such page");
    }

    QStringList m_log;
};

bool PluginLoader::knowsLazyTask() const { return knowsLazyTaskHere(); }

} // namespace

#include "plugin.moc"
