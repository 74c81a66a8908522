// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The window.
*/

#include <qeager/coro.h>

#include <QtCore/qstring.h>

#include <memory>

QT_BEGIN_NAMESPACE
class QQmlApplicationEngine;
class QQuickWindow;
QT_END_NAMESPACE

namespace Demo {

//! The application's window, and the engine it lives in. QGuiApplication must exist.
class Window
{
public:
    //! Opens it at \a page, or the first one if that is empty. The pictures of the table are those under \a directory,
    //! or the system's.
    explicit Window(const QString &page = {}, const QString &directory = {});
    ~Window();

    //! Null when the view could not be loaded; the reason is on stderr then.
    QQuickWindow *window() const { return m_window; }

    /*! Saves a picture of each page in \a directory, which is made if need be, as `<page>.png`, or `<page>-dark.png`,
        when it has come to rest. Gives the exit status: 1 when one could not be written, with the reason on stderr. */
    QEager::Coro<int> savePictures(QString directory);

private:
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
};

//! Dark colours, whatever the system's are. After QGuiApplication was made, and before the window is.
void useDarkColours();

//! Letters of that size, whatever the system's are. After QGuiApplication was made, and before the window is.
void useFontSize(double points);

//! To be drawn without a graphics card, unless the user has chosen otherwise: where there is no display. Before the
//! window is made.
void drawInSoftware();

} // namespace Demo
