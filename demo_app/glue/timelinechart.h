// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The timeline as an item.
*/

#include "timeline.h"
#include "timelinepainter.h"

#include <QtCore/qpointer.h>
#include <QtCore/qvariant.h>
#include <QtQuick/qquickpainteditem.h>

#include <algorithm>
#include <optional>

namespace Demo {

/*! Shows the data of a Timeline. The wheel zooms about the pointer, dragging moves, a double click shows all; with the
    focus, the keys +, -, Left, Right and 0 do the same, Up and Down choose a row, Shift+Right and Shift+Left what is
    next in it, Escape nothing. */
class TimelineChart : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(Demo::Timeline *timeline READ timeline WRITE setTimeline NOTIFY timelineChanged FINAL)
    //! Part of a name, or the number of a task: the others are pale, and have no row of their own. Empty: all that live
    //! in the range have one.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)
    //! The height of a line of text.
    Q_PROPERTY(double unit READ unit WRITE setUnit NOTIFY unitChanged FINAL)
    Q_PROPERTY(QColor textColour MEMBER m_textColour FINAL)
    Q_PROPERTY(QColor mutedColour MEMBER m_mutedColour FINAL)
    Q_PROPERTY(QColor lineColour MEMBER m_lineColour FINAL)
    Q_PROPERTY(QColor paperColour MEMBER m_paperColour FINAL)
    //! Of ended, task, begun, resumed, post, busy, waiting, queued.
    Q_PROPERTY(QVariantList looks MEMBER m_looks FINAL)

    //! How high all rows are together, how much of that is seen, and how far they are moved up; in pixels.
    Q_PROPERTY(double rowsHeight READ rowsHeight NOTIFY rowsChanged FINAL)
    Q_PROPERTY(double pageHeight READ pageHeight NOTIFY rowsChanged FINAL)
    Q_PROPERTY(double scroll READ scroll WRITE setScroll NOTIFY scrollChanged FINAL)
    //! What is shown, in words: "12.5 ms of 1.2 s".
    Q_PROPERTY(QString rangeText READ rangeText NOTIFY rangeChanged FINAL)
    Q_PROPERTY(bool showsAll READ showsAll NOTIFY rangeChanged FINAL)

    //! What is under the pointer, else what was chosen: lines, the first of which is a title. Empty: nothing.
    Q_PROPERTY(QStringList details READ details NOTIFY currentChanged FINAL)
    //! Where that is.
    Q_PROPERTY(QRectF detailsPlace READ detailsPlace NOTIFY currentChanged FINAL)

public:
    explicit TimelineChart(QQuickItem *parent = nullptr);

    Timeline *timeline() const { return m_timeline; }
    void setTimeline(Timeline *timeline);
    QString filter() const { return m_filter; }
    void setFilter(const QString &filter);
    double unit() const { return m_scene.unit; }
    void setUnit(double unit);
    double rowsHeight() const { return m_rowsHeight; }
    double pageHeight() const { return std::max(0.0, height() - m_scene.axis); }
    double scroll() const { return m_scene.scroll; }
    void setScroll(double scroll);
    QString rangeText() const;
    bool showsAll() const { return m_scene.range.isWhole(); }
    QStringList details() const;
    QRectF detailsPlace() const;

    Q_INVOKABLE void fit();
    //! Times in nanoseconds; a little more is shown.
    Q_INVOKABLE void show(double begin, double end);
    //! Shows \a factor times as much; what is at \a place, from 0 to 1 of the width of the bars, stays there.
    Q_INVOKABLE void zoom(double factor, double place = 0.5);
    //! By so much of the width.
    Q_INVOKABLE void pan(double widths);

    //! What is drawn.
    const TimelineScene &scene() const { return m_scene; }
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void timelineChanged();
    void filterChanged();
    void unitChanged();
    void rowsChanged();
    void scrollChanged();
    void rangeChanged();
    void currentChanged();

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // A bar, also when the data are newer.
    struct Chosen
    {
        TimelineRow::Kind kind;
        int thread;
        int depth;
        quint64 task;
        qint64 begin;
    };
    void load();
    bool isShown(const TimelineRow &row) const;
    void arrange();
    void rangeHasChanged();
    void findCurrent();
    void setCurrent(const TimelineRowPlace *place, const TimelineBar *bar);
    std::optional<Chosen> barAt(QPointF point) const;
    void choose(std::optional<Chosen> chosen);
    void chooseRow(int step);
    void chooseInRow(int step);
    Chosen chosen(const TimelineRowPlace &place, const TimelineBar &bar) const;

    QPointer<Timeline> m_timeline;
    std::shared_ptr<const TimelineData> m_data = std::make_shared<TimelineData>();
    TimelineScene m_scene;
    QString m_filter;
    QColor m_textColour;
    QColor m_mutedColour;
    QColor m_lineColour;
    QColor m_paperColour;
    QVariantList m_looks;
    double m_rowsHeight = 0;
    std::optional<QPointF> m_pointer;
    std::optional<QPointF> m_pressed;
    bool m_dragged = false;
    std::optional<Chosen> m_chosen;
};

} // namespace Demo
