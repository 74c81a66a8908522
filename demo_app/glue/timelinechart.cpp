// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the chart shows; how it answers the mouse and the keyboard is in timelineinput.cpp.

#include "timelinechart.h"

#include "../recipe/timelinedetails.h"

#include <QtGui/qguiapplication.h>
#include <QtGui/qpainter.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Demo {

namespace {

// In units: the height of a line of text.
constexpr double AxisHeight = 1.6;
constexpr double GroupGap = 0.6;
constexpr double SlicesHeight = 1.5; // of a thread's row
constexpr double RowHeight = 1.15; // of any other
constexpr double RowGap = 0.2;
constexpr double MostGutter = 11; // for the names of the rows

constexpr double MostGutterPart = 0.28; // of the width, for the same

} // namespace

TimelineChart::TimelineChart(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    m_scene.data = m_data.get();
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setClip(true);
}

void TimelineChart::setTimeline(Timeline *timeline)
{
    if (m_timeline == timeline)
        return;
    if (m_timeline)
        m_timeline->disconnect(this);
    m_timeline = timeline;
    if (m_timeline)
        connect(m_timeline, &Timeline::dataChanged, this, &TimelineChart::load);
    load();
    Q_EMIT timelineChanged();
}

void TimelineChart::setFilter(const QString &filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    m_scene.matching = m_data->matching(m_filter);
    arrange();
    Q_EMIT filterChanged();
}

void TimelineChart::setUnit(double unit)
{
    if (std::exchange(m_scene.unit, unit) == unit)
        return;
    arrange();
    Q_EMIT unitChanged();
}

void TimelineChart::load()
{
    m_scene.current = nullptr; // is in the old ones
    m_scene.places.clear();
    m_data = m_timeline ? m_timeline->data() : std::make_shared<const TimelineData>();
    m_scene.data = m_data.get();
    m_scene.range.setWhole(double(m_data->begin), double(m_data->end));
    m_scene.matching = m_data->matching(m_filter);
    rangeHasChanged();
}

bool TimelineChart::isShown(const TimelineRow &row) const
{
    if (row.kind != TimelineRow::Kind::Task)
        return true;
    const TimelineSubject &subject = m_data->subjects[std::size_t(row.subject)];
    const bool isInRange = double(subject.begin) <= m_scene.range.end() && double(subject.end) >= m_scene.range.begin();
    return m_scene.matching[std::size_t(row.subject)] && (isInRange || !m_filter.trimmed().isEmpty());
}

void TimelineChart::arrange()
{
    const TimelineRowPlace *const under = m_pointer ? m_scene.placeAt(m_pointer->y()) : nullptr;
    const std::size_t kept = under ? under->row : m_data->rows.size(); // stays under the pointer
    const double keptTop = under ? under->top : 0;
    m_scene.places.clear();
    m_scene.font = QGuiApplication::font();
    m_scene.axis = m_scene.unit * AxisHeight;
    const double gap = m_scene.unit * GroupGap;
    double top = gap * 0.5;
    int group = 0; // a thread; 0: the tasks
    for (std::size_t i = 0; i < m_data->rows.size(); ++i) {
        const TimelineRow &row = m_data->rows[i];
        if (!isShown(row))
            continue;
        const int own = row.kind == TimelineRow::Kind::Task ? 0 : row.thread;
        const bool beginsGroup = !m_scene.places.empty() && own != group;
        group = own;
        top += beginsGroup ? gap : 0;
        const double height = m_scene.unit * (row.kind == TimelineRow::Kind::Slices ? SlicesHeight : RowHeight);
        m_scene.places.push_back({i, top, height, beginsGroup});
        top += height + std::round(m_scene.unit * RowGap);
    }
    m_rowsHeight = top + gap;
    const TimelineRowPlace *const now = m_scene.placeOf(kept);
    setScroll(m_scene.scroll + (now ? now->top - keptTop : 0));
    findCurrent();
    update();
    Q_EMIT rowsChanged();
}

void TimelineChart::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(now, before);
    m_scene.size = now.size();
    m_scene.gutter = std::round(std::min(m_scene.unit * MostGutter, now.width() * MostGutterPart));
    setScroll(m_scene.scroll);
    findCurrent();
    Q_EMIT rowsChanged();
}

void TimelineChart::paint(QPainter *painter)
{
    m_scene.colours = {m_textColour, m_mutedColour, m_lineColour, m_paperColour, {}};
    for (std::size_t i = 0; i < m_scene.colours.looks.size(); ++i)
        m_scene.colours.looks[i] = m_looks.value(qsizetype(i)).value<QColor>();
    if (!m_data->subjects.empty())
        paintTimeline(painter, m_scene);
}

// -- the range

void TimelineChart::setScroll(double scroll)
{
    const double most = std::max(0.0, m_rowsHeight - pageHeight());
    const double limited = std::clamp(scroll, 0.0, most);
    if (std::exchange(m_scene.scroll, limited) == limited)
        return;
    findCurrent();
    update();
    Q_EMIT scrollChanged();
}

void TimelineChart::rangeHasChanged()
{
    arrange();
    Q_EMIT rangeChanged();
}

void TimelineChart::fit()
{
    m_scene.range.fit();
    rangeHasChanged();
}

void TimelineChart::show(double begin, double end)
{
    const double margin = (end - begin) * 0.02;
    m_scene.range.show(begin - margin, end + margin);
    rangeHasChanged();
}

void TimelineChart::zoom(double factor, double place)
{
    m_scene.range.zoom(factor, place);
    rangeHasChanged();
}

void TimelineChart::pan(double widths)
{
    m_scene.range.pan(widths);
    rangeHasChanged();
}

QString TimelineChart::rangeText() const
{
    const TimelineRange &range = m_scene.range;
    const auto text = [](double time) { return timeText(time, time / 100, time); };
    const double whole = range.wholeEnd() - range.wholeBegin();
    return range.isWhole() ? tr("%1, all of it").arg(text(whole))
                           : tr("%1 of %2").arg(text(range.length()), text(whole));
}

// -- what is looked at

TimelineChart::Chosen TimelineChart::chosen(const TimelineRowPlace &place, const TimelineBar &bar) const
{
    const TimelineRow &row = m_data->rows[place.row];
    const quint64 task = row.subject >= 0 ? m_data->subjects[std::size_t(row.subject)].task : 0;
    return {row.kind, row.thread, row.depth, task, bar.begin};
}

void TimelineChart::findCurrent()
{
    std::optional<Chosen> wanted = m_pointer && !m_dragged ? barAt(*m_pointer) : std::nullopt;
    if (!wanted)
        wanted = m_chosen;
    const TimelineRowPlace *place = nullptr;
    const TimelineBar *bar = nullptr;
    for (const TimelineRowPlace &candidate : m_scene.places) {
        if (!wanted)
            break;
        const TimelineRow &row = m_data->rows[candidate.row];
        if (row.kind != wanted->kind || row.thread != wanted->thread || row.depth != wanted->depth ||
            (row.subject >= 0 && m_data->subjects[std::size_t(row.subject)].task != wanted->task))
            continue;
        const auto found = std::lower_bound(row.bars.begin(), row.bars.end(), wanted->begin,
                                            [](const TimelineBar &other, qint64 begin) { return other.begin < begin; });
        if (found == row.bars.end() || found->begin != wanted->begin)
            continue;
        place = &candidate;
        bar = &*found;
        break;
    }
    setCurrent(place, bar);
}

void TimelineChart::setCurrent(const TimelineRowPlace *place, const TimelineBar *bar)
{
    const bool hadOne = std::exchange(m_scene.current, bar);
    m_scene.currentRow = place ? place->row : 0;
    if (!hadOne && !bar)
        return;
    update();
    Q_EMIT currentChanged();
}

QStringList TimelineChart::details() const
{
    return m_scene.current ? detailsOf(*m_data, *m_scene.current) : QStringList();
}

QRectF TimelineChart::detailsPlace() const
{
    const TimelineRowPlace *const place = m_scene.current ? m_scene.placeOf(m_scene.currentRow) : nullptr;
    return place ? m_scene.rect(*place, *m_scene.current) : QRectF();
}

} // namespace Demo
