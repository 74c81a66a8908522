import QtQuick
import QEager
import @MODULE@

Window {
    id: window
    visible: true
    width: 400
    height: 140
    title: "@NAME@"

    Greeter {
        id: greeter
    }
    AsyncValue {
        id: greeting
        objectName: "greeting"
        source: () => greeter.greeting(field.text) // called again when the text changes; the call before is cancelled
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 40
        spacing: 20

        Rectangle {
            width: parent.width
            height: 36
            border.color: "gray"
            TextInput {
                id: field
                anchors.fill: parent
                anchors.margins: 8
                text: "world" // known: the greeting is there before anything is painted
                focus: true
            }
        }
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: greeting.status === AsyncValue.Loading ? "…" : greeting.value ?? greeting.error
        }
    }
}
