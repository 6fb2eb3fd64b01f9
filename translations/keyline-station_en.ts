<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>keyline::station::ConnectPanel</name>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>For %n second. You can close this window at any time.</numerusform>
            <numerusform>For %n seconds. You can close this window at any time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>%n unit in work: the window closes when it is finished.</numerusform>
            <numerusform>%n units in work: the window closes when they are finished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>%n unit in work. Finish it and close?</numerusform>
            <numerusform>%n units in work. Finish them and close?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>%n unit in work: finished first.</numerusform>
            <numerusform>%n units in work: finished first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>The scanner sent %n character: %1</numerusform>
            <numerusform>The scanner sent %n characters: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
