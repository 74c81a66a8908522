// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "server.h"

#include <qeager/network.h>

#include <QtCore/qurlquery.h>

#include <chrono>
#include <memory>

using namespace std::chrono_literals;

namespace {

const char *const Capitals =
    "Abuja Accra Algiers Amman Amsterdam Ankara Apia Asmara Astana Athens Baghdad Baku Bamako Bangkok Beijing Beirut "
    "Belgrade Berlin Bern Bishkek Bogotá Brasília Bratislava Brussels Bucharest Budapest Cairo Canberra Caracas "
    "Chișinău Conakry Copenhagen Dakar Damascus Dhaka Dodoma Doha Dublin Freetown Gaborone Georgetown Hanoi Harare "
    "Havana Helsinki Honiara Islamabad Jakarta Kabul Kampala Kathmandu Khartoum Kigali Kingston Kinshasa Kyiv Lima "
    "Lisbon Ljubljana Lomé London Luanda Lusaka Luxembourg Madrid Managua Manama Manila Maputo Maseru Minsk "
    "Mogadishu Monrovia Montevideo Moroni Moscow Muscat Nairobi Nassau Niamey Nicosia Nouakchott Oslo Ottawa Paris "
    "Podgorica Prague Praia Pretoria Quito Rabat Reykjavík Riga Riyadh Rome Roseau Santiago Sarajevo Seoul Singapore "
    "Skopje Sofia Stockholm Suva Tallinn Tashkent Tbilisi Tehran Tirana Tokyo Tripoli Tunis Vaduz Valletta Victoria "
    "Vienna Vientiane Vilnius Warsaw Wellington Windhoek Yaoundé Yerevan Zagreb";

//! Those that have \a text in them, one a line; first those that begin with it.
QByteArray search(const QString &text)
{
    static const QStringList all = QString::fromUtf8(Capitals).split(QLatin1Char(' '));
    QStringList begin;
    QStringList others;
    for (const QString &name : all.filter(text, Qt::CaseInsensitive))
        (name.startsWith(text, Qt::CaseInsensitive) ? begin : others).append(name);
    return (begin + others).join(QLatin1Char('\n')).toUtf8();
}

} // namespace

Server::Server()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        throw QEager::IoError(m_server.errorString());
    serve(); // as long as this object lives
}

QUrl Server::url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_server.serverPort())); }

void Server::setWorks(bool works)
{
    if (m_works == works)
        return;
    m_works = works;
    Q_EMIT worksChanged();
}

QEager::ValueTask<> Server::serve()
{
    for (;;) {
        QTcpSocket *const socket = co_await QEager::newConnection(&m_server);
        QEager::eager(answer(socket)); // a member coroutine: it is in taskScope(), and several run at a time
    }
}

QEager::Coro<> Server::answer(QTcpSocket *connection)
{
    try {
        const std::unique_ptr<QTcpSocket> socket(connection); // ends with this coroutine
        const QByteArray request = co_await QEager::readLine(socket.get()); // "GET /search?text=os HTTP/1.1"
        ++m_requests;
        Q_EMIT requestsChanged();
        const QUrl url = QUrl::fromEncoded(request.split(' ').value(1));
        const QString text = QUrlQuery(url).queryItemValue(QStringLiteral("text"), QUrl::FullyDecoded);

        co_await 120ms; // so that you see something of the waiting
        QByteArray head = "200 OK";
        QByteArray body;
        if (m_works)
            body = search(text);
        else
            head = "503 Out of order";
        head += "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size());
        co_await QEager::write(socket.get(), "HTTP/1.1 " + head + "\r\n\r\n" + body);
        socket->disconnectFromHost();
        co_await QEager::disconnected(socket.get());
    } catch (const QEager::IoError &) { // the user has typed on, and the request was given up
    }
}
