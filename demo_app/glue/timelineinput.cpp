// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// How the chart answers the mouse and the keyboard.

#include "timelinechart.h"

#include <QtGui/qcursor.h>
#include <QtGui/qevent.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qstylehints.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Demo {

namespace {

constexpr double Near = 4; // pixels from a bar, for the pointer
constexpr double Nearer = 0.8; // what a notch of the wheel, or a key, leaves of the range

} // namespace

// -- the pointer

std::optional<TimelineChart::Chosen> TimelineChart::barAt(QPointF point) const
{
    const TimelineRowPlace *const place = m_scene.placeAt(point.y());
    if (!place || point.x() < m_scene.gutter)
        return {};
    const double tolerance = m_scene.time(point.x() + Near) - m_scene.time(point.x());
    const TimelineBar *const bar = m_data->rows[place->row].barAt(m_scene.time(point.x()), tolerance);
    return bar ? std::optional(chosen(*place, *bar)) : std::nullopt;
}

void TimelineChart::hoverMoveEvent(QHoverEvent *event)
{
    if (std::exchange(m_pointer, event->position()) != event->position())
        findCurrent();
}

void TimelineChart::hoverLeaveEvent(QHoverEvent *)
{
    m_pointer.reset();
    findCurrent();
}

void TimelineChart::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const bool isOut = angle.y() < 0;
    if (event->modifiers() & Qt::ShiftModifier) {
        setScroll(m_scene.scroll - (angle.y() + angle.x()) / 120.0 * 3 * m_scene.unit);
    } else if (std::abs(angle.x()) > std::abs(angle.y())) {
        pan(-angle.x() / 120.0 / 10);
    } else if (isOut && showsAll()) {
        event->ignore(); // the page may scroll
        return;
    } else {
        zoom(std::pow(Nearer, angle.y() / 120.0), (event->position().x() - m_scene.gutter) / m_scene.width());
    }
    event->accept();
}

void TimelineChart::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = event->position();
    setKeepMouseGrab(true); // the page is not to be dragged with it
}

void TimelineChart::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    const QPointF way = event->position() - *m_pressed;
    if (!m_dragged && way.manhattanLength() < QGuiApplication::styleHints()->startDragDistance())
        return;
    m_dragged = true;
    m_pressed = event->position();
    setCursor(Qt::ClosedHandCursor);
    setScroll(m_scene.scroll - way.y());
    pan(-way.x() / m_scene.width());
}

void TimelineChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressed && !m_dragged)
        choose(barAt(event->position()));
    mouseUngrabEvent();
}

void TimelineChart::mouseUngrabEvent()
{
    m_pressed.reset();
    m_dragged = false;
    unsetCursor();
    setKeepMouseGrab(false);
}

void TimelineChart::mouseDoubleClickEvent(QMouseEvent *)
{
    m_pressed.reset();
    fit();
}

// -- the keyboard

void TimelineChart::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_0:
        fit();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // without Shift
        zoom(Nearer);
        break;
    case Qt::Key_Minus:
        zoom(1 / Nearer);
        break;
    case Qt::Key_Left:
        shift ? chooseInRow(-1) : pan(-0.1);
        break;
    case Qt::Key_Right:
        shift ? chooseInRow(1) : pan(0.1);
        break;
    case Qt::Key_Up:
        chooseRow(-1);
        break;
    case Qt::Key_Down:
        chooseRow(1);
        break;
    case Qt::Key_Escape:
        choose({});
        break;
    default:
        event->ignore();
        return;
    }
    event->accept();
}

void TimelineChart::choose(std::optional<Chosen> chosen)
{
    m_chosen = chosen;
    findCurrent();
}

// In the next row that has a bar, the one at the middle of what was chosen before, or the one after that.
void TimelineChart::chooseRow(int step)
{
    m_pointer.reset();
    findCurrent();
    const auto &places = m_scene.places;
    const TimelineRowPlace *const now = m_scene.current ? m_scene.placeOf(m_scene.currentRow) : nullptr;
    auto index = now ? now - places.data() + step : 0;
    const double middle = now ? double(m_scene.current->begin + m_scene.current->end) / 2
                              : m_scene.range.begin() + m_scene.range.length() / 2;
    for (; index >= 0 && index < qsizetype(places.size()); index += step) {
        const TimelineRowPlace &place = places[std::size_t(index)];
        const TimelineRow &row = m_data->rows[place.row];
        if (row.bars.empty())
            continue;
        const auto found = row.from(middle);
        const TimelineBar *const bar = found == row.bars.end() ? &row.bars.back() : &*found;
        const double least = place.top + place.height + m_scene.unit - pageHeight();
        setScroll(std::min(std::max(m_scene.scroll, least), place.top - m_scene.unit));
        m_scene.range.reveal(double(bar->begin), double(bar->end));
        choose(chosen(place, *bar));
        rangeHasChanged();
        return;
    }
}

void TimelineChart::chooseInRow(int step)
{
    m_pointer.reset();
    findCurrent();
    const TimelineRowPlace *const place = m_scene.current ? m_scene.placeOf(m_scene.currentRow) : nullptr;
    if (!place) {
        chooseRow(1);
        return;
    }
    const auto &bars = m_data->rows[place->row].bars;
    const auto index = m_scene.current - bars.data() + step;
    if (index < 0 || index >= qsizetype(bars.size()))
        return;
    const TimelineBar &bar = bars[std::size_t(index)];
    m_scene.range.reveal(double(bar.begin), double(bar.end));
    choose(chosen(*place, bar));
    rangeHasChanged();
}

} // namespace Demo
