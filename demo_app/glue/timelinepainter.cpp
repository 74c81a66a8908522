// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "timelinepainter.h"

#include <QtGui/qfontmetrics.h>
#include <QtGui/qpainter.h>

#include <algorithm>
#include <cmath>

namespace Demo {

using Look = TimelineBar::Look;

namespace {

// In pixels.
constexpr double Narrow = 2; // a bar that is not wider than this is drawn this wide
constexpr double BarGap = 0.7; // between two bars that follow each other
constexpr double BarRadius = 2;
constexpr double HaloWidth = 4; // around the chosen bar, so that its frame stands out from its neighbours
constexpr double FrameWidth = 2;
constexpr double FrameRadius = 3;
constexpr double LinkWidth = 1.5;
constexpr double Crisp = 0.5; // a line of one pixel is sharp when it lies between two

// In units: the height of a line of text.
constexpr double LeastTickDistance = 3;
constexpr double TickLength = 0.3;
constexpr double GroupMargin = 0.3; // above the first row of a group
constexpr double Indent = 0.6; // for each level below the first task
constexpr double LabelMargin = 0.6; // between the names and the bars
constexpr double LeastNamedBar = 2.5; // a narrower bar has no name in it
constexpr double LeastName = 2; // nor one of which less can be seen
constexpr double NameMargin = 0.35;
constexpr double NameEndMargin = 0.2;
constexpr double Wing = 0.3; // of an arrow

// In parts of a row's height.
constexpr double WaitingMargin = 0.36; // above and below: a bar in which nothing runs is thin
constexpr double QueuedMargin = 0.28;
constexpr double LinkMargin = 0.4; // an arrow ends before the middle of a row

constexpr int MostIndented = 6; // levels: deeper ones would leave no room for their names
constexpr double PaleOpacity = 0.2; // of what the filter does not match

class TimelinePainter
{
public:
    TimelinePainter(QPainter *painter, const TimelineScene &scene)
        : m_painter(*painter), m_scene(scene), m_metrics(scene.font)
    {
        m_painter.setFont(scene.font);
        m_painter.setRenderHint(QPainter::Antialiasing);
    }

    void paint()
    {
        const QRectF rows(0, m_scene.axis, m_scene.size.width(), m_scene.size.height() - m_scene.axis);
        axis();
        m_painter.setClipRect(rows);
        for (const TimelineRowPlace &place : m_scene.places) {
            const double y = m_scene.y(place);
            if (y + place.height < rows.top() || y > rows.bottom())
                continue;
            label(place, m_scene.data->rows[place.row]);
            m_painter.setClipRect(rows.adjusted(m_scene.gutter, 0, 0, 0));
            bars(place, m_scene.data->rows[place.row]);
            m_painter.setClipRect(rows);
        }
        m_painter.setClipRect(rows.adjusted(m_scene.gutter, 0, 0, 0));
        current();
        m_painter.setClipping(false);
    }

private:
    const QColor &colour(Look look) const { return m_scene.colours.looks[std::size_t(look)]; }

    // As many as there is room for.
    QList<TimelineRange::Tick> ticks() const
    {
        QList<TimelineRange::Tick> ticks;
        for (int most = int(m_scene.width() / (LeastTickDistance * m_scene.unit)); most > 0; --most) {
            ticks = m_scene.range.ticks(most);
            double widest = 0;
            for (const TimelineRange::Tick &tick : ticks)
                widest = std::max(widest, m_metrics.horizontalAdvance(tick.label) + m_scene.unit);
            if (ticks.size() < 2 || m_scene.x(ticks.at(1).time) - m_scene.x(ticks.at(0).time) >= widest)
                break;
        }
        return ticks;
    }
    void axis()
    {
        for (const TimelineRange::Tick &tick : ticks()) {
            const double x = std::round(m_scene.x(tick.time)) + Crisp;
            m_painter.setPen(m_scene.colours.line);
            m_painter.drawLine(QPointF(x, m_scene.axis - m_scene.unit * TickLength), QPointF(x, m_scene.size.height()));
            m_painter.setPen(m_scene.colours.muted);
            const double half = m_metrics.horizontalAdvance(tick.label) / 2.0;
            const double left = std::clamp(x - half, m_scene.gutter - half, m_scene.size.width() - 2 * half);
            m_painter.drawText(QPointF(left, m_metrics.ascent()), tick.label);
        }
        m_painter.setPen(m_scene.colours.line);
        m_painter.drawLine(QPointF(0, m_scene.axis - Crisp), QPointF(m_scene.size.width(), m_scene.axis - Crisp));
    }

    void label(const TimelineRowPlace &place, const TimelineRow &row)
    {
        const double y = m_scene.y(place);
        if (place.beginsGroup) {
            const double line = std::round(y - m_scene.unit * GroupMargin) + Crisp;
            m_painter.setPen(m_scene.colours.line);
            m_painter.drawLine(QPointF(0, line), QPointF(m_scene.size.width(), line));
        }
        if (row.label.isEmpty())
            return;
        const int level =
            row.kind == TimelineRow::Kind::Task ? m_scene.data->subjects[std::size_t(row.subject)].level : 0;
        const double indent = std::min(level, MostIndented) * m_scene.unit * Indent;
        const QRectF box(indent, y, m_scene.gutter - indent - m_scene.unit * LabelMargin, place.height);
        const bool isCurrent = m_scene.current && m_scene.currentRow == place.row;
        m_painter.setPen(isCurrent || row.kind == TimelineRow::Kind::Slices ? m_scene.colours.text
                                                                            : m_scene.colours.muted);
        QFont font = m_scene.font;
        font.setWeight(row.kind == TimelineRow::Kind::Slices || isCurrent ? QFont::DemiBold : QFont::Normal);
        m_painter.setFont(font);
        m_painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                           QFontMetrics(font).elidedText(row.label, Qt::ElideRight, int(box.width())));
        m_painter.setFont(m_scene.font);
    }

    void bars(const TimelineRowPlace &place, const TimelineRow &row)
    {
        const double right = m_scene.size.width();
        auto bar = row.from(m_scene.range.begin());
        while (bar != row.bars.end()) {
            const QRectF rect = m_scene.rect(place, *bar);
            if (rect.left() > right)
                return;
            draw(rect, *bar);
            if (rect.width() > Narrow)
                ++bar;
            else // and all that is under it
                bar = std::lower_bound(bar + 1, row.bars.end(), m_scene.time(rect.left() + 1),
                                       [](const TimelineBar &other, double end) { return double(other.end) < end; });
        }
    }
    void draw(const QRectF &rect, const TimelineBar &bar)
    {
        const bool isPale = bar.subject >= 0 && !m_scene.matching[std::size_t(bar.subject)];
        m_painter.setOpacity(isPale ? PaleOpacity : 1);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour(bar.look));
        if (rect.width() > 3 * Narrow) // a gap to the next one
            m_painter.drawRoundedRect(rect.adjusted(0, 0, -BarGap, 0), BarRadius, BarRadius);
        else
            m_painter.drawRect(rect);
        const bool holdsText = bar.look != Look::Busy && bar.look != Look::Waiting && bar.look != Look::Queued;
        if (holdsText && !isPale && bar.subject >= 0 && rect.width() > LeastNamedBar * m_scene.unit)
            name(rect, m_scene.data->subjects[std::size_t(bar.subject)].name);
        m_painter.setOpacity(1);
    }
    void name(const QRectF &rect, const QString &text)
    {
        QRectF box = rect.adjusted(m_scene.unit * NameMargin, 0, -m_scene.unit * NameEndMargin, 0);
        box.setLeft(std::max(box.left(), m_scene.gutter + m_scene.unit * NameMargin)); // where it can be seen
        box.setRight(std::min(box.right(), m_scene.size.width()));
        if (box.width() < LeastName * m_scene.unit)
            return;
        m_painter.setPen(Qt::white);
        m_painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                           m_metrics.elidedText(text, Qt::ElideRight, int(box.width())));
    }

    // The bar that is looked at, who started it, and what it waits for.
    void current()
    {
        const TimelineRowPlace *const place = m_scene.current ? m_scene.placeOf(m_scene.currentRow) : nullptr;
        if (!place)
            return;
        const TimelineBar &bar = *m_scene.current;
        if (bar.subject >= 0) {
            const TimelineSubject &subject = m_scene.data->subjects[std::size_t(bar.subject)];
            if (subject.parent >= 0)
                link(double(subject.begin), subject.parent, bar.subject);
            if (const int awaited = awaitedBy(bar); awaited >= 0)
                link(double(bar.look == Look::Waiting ? bar.begin : bar.end), bar.subject, awaited);
        }
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_scene.colours.paper, HaloWidth));
        const QRectF rect = m_scene.rect(*place, bar).adjusted(-1, -1, 1, 1);
        m_painter.drawRoundedRect(rect, FrameRadius, FrameRadius);
        m_painter.setPen(QPen(m_scene.colours.text, FrameWidth));
        m_painter.drawRoundedRect(rect, FrameRadius, FrameRadius);
    }
    int awaitedBy(const TimelineBar &bar) const
    {
        const qsizetype last = bar.slice >= 0 ? m_scene.data->slices.at(bar.slice).last : bar.event;
        return last < 0 ? -1 : m_scene.data->tasks.value(m_scene.data->events.at(last).awaitedTask, -1);
    }
    // From one task's row to another's.
    void link(double time, int from, int to)
    {
        const TimelineRowPlace *const source = rowOf(from);
        const TimelineRowPlace *const target = rowOf(to);
        if (!source || !target)
            return;
        const double x = m_scene.x(time);
        const double y = m_scene.y(*source) + source->height / 2;
        const double down = m_scene.y(*target) > m_scene.y(*source) ? 1 : -1;
        const double end = m_scene.y(*target) + target->height / 2 - down * target->height * LinkMargin;
        const double wing = m_scene.unit * Wing;
        m_painter.setPen(QPen(m_scene.colours.text, LinkWidth));
        m_painter.drawLine(QPointF(x, y), QPointF(x, end));
        m_painter.drawLine(QPointF(x - wing, end - down * wing), QPointF(x, end));
        m_painter.drawLine(QPointF(x + wing, end - down * wing), QPointF(x, end));
    }
    const TimelineRowPlace *rowOf(int subject) const
    {
        const auto &places = m_scene.places;
        const auto place = std::find_if(places.begin(), places.end(), [&](const TimelineRowPlace &candidate) {
            return m_scene.data->rows[candidate.row].subject == subject;
        });
        return place == places.end() ? nullptr : &*place;
    }

    QPainter &m_painter;
    const TimelineScene &m_scene;
    const QFontMetrics m_metrics;
};

} // namespace

QRectF TimelineScene::rect(const TimelineRowPlace &place, const TimelineBar &bar) const
{
    double left = x(double(bar.begin));
    const double right = std::max(x(double(bar.end)), left + Narrow);
    left = std::max(left, gutter - unit); // far outside, numbers are too large for a painter
    const double end = std::min(right, size.width() + unit);
    double margin = 0;
    if (bar.look == Look::Waiting)
        margin = place.height * WaitingMargin;
    else if (bar.look == Look::Queued)
        margin = place.height * QueuedMargin;
    return {left, y(place) + margin, end - left, place.height - 2 * margin};
}

const TimelineRowPlace *TimelineScene::placeOf(std::size_t row) const
{
    const auto place =
        std::lower_bound(places.begin(), places.end(), row,
                         [](const TimelineRowPlace &other, std::size_t wanted) { return other.row < wanted; });
    return place == places.end() || place->row != row ? nullptr : &*place;
}

const TimelineRowPlace *TimelineScene::placeAt(double y) const
{
    const auto isAt = [&](const TimelineRowPlace &place) {
        return y >= this->y(place) && y < this->y(place) + place.height;
    };
    const auto place = std::find_if(places.begin(), places.end(), isAt);
    return y < axis || place == places.end() ? nullptr : &*place;
}

void paintTimeline(QPainter *painter, const TimelineScene &scene) { TimelinePainter(painter, scene).paint(); }

} // namespace Demo
