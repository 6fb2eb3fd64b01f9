<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>keyline::station::ConnectPanel</name>
    <message>
        <source>The station cannot be opened</source>
        <translation>Die Station lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Opening the station</source>
        <translation>Die Station wird geöffnet</translation>
    </message>
    <message>
        <source>Waiting for the key service</source>
        <translation>Warten auf den Schlüsseldienst</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>Seit %n Sekunde. Dieses Fenster kann jederzeit geschlossen werden.</numerusform>
            <numerusform>Seit %n Sekunden. Dieses Fenster kann jederzeit geschlossen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan a label, or type its number</source>
        <translation>Etikett scannen oder Nummer eintippen</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Until: 2026-12-31</source>
        <translation>Bis: 2026-12-31</translation>
    </message>
    <message>
        <source>Until this day</source>
        <translation>Bis zu diesem Tag</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Entries of the audit log, the newest first</source>
        <translation>Einträge des Prüfprotokolls, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Alle Aufträge</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
</context>
<context>
    <name>keyline::station::LoginPanel</name>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>The key service checks badge and PIN …</source>
        <translation>Der Schlüsseldienst prüft Ausweis und PIN …</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Scan your badge, or type its number</source>
        <translation>Ausweis scannen oder seine Nummer eintippen</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Ausweis</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message>
        <source>%1: a second person has to approve it.</source>
        <translation>%1: Eine zweite Person muss zustimmen.</translation>
    </message>
    <message>
        <source>%1: done, and on record.</source>
        <translation>%1: erledigt und festgehalten.</translation>
    </message>
    <message>
        <source>%1 is for lane %2: place the unit.</source>
        <translation>%1 ist für Platz %2: Einheit einlegen.</translation>
    </message>
    <message>
        <source>The scan was not whole. Scan again.</source>
        <translation>Der Scan war unvollständig. Noch einmal scannen.</translation>
    </message>
    <message>
        <source>Not taken: this run gives numbers by itself. Place the unit.</source>
        <translation>Nicht übernommen: Hier werden die Nummern selbst vergeben. Einheit einlegen.</translation>
    </message>
    <message>
        <source>Not taken: start an order first.</source>
        <translation>Nicht übernommen: Zuerst einen Auftrag starten.</translation>
    </message>
    <message>
        <source>Keyline station</source>
        <translation>Keyline-Station</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>QS</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Finish and close</source>
        <translation>Fertig machen und schließen</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>%n Einheit in Arbeit: Das Fenster schließt, wenn sie fertig ist.</numerusform>
            <numerusform>%n Einheiten in Arbeit: Das Fenster schließt, wenn sie fertig sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>%n Einheit in Arbeit. Fertig machen und schließen?</numerusform>
            <numerusform>%n Einheiten in Arbeit. Fertig machen und schließen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>Gelesen</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>Fortschritt des Auftrags</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Yield of the shift</source>
        <translation>Ausbeute der Schicht</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: noch %2</translation>
    </message>
    <message>
        <source>No order may be worked on</source>
        <translation>Kein Auftrag kann bearbeitet werden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Passed of the order: %1</source>
        <translation>Vom Auftrag bestanden: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>in an hour; target %1</source>
        <translation>in der Stunde; Ziel %1</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>in der Stunde</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird beendet …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>A supervisor makes orders.</source>
        <translation>Aufträge legt die Schichtleitung an.</translation>
    </message>
    <message>
        <source>Opening the lanes and asking the key service …</source>
        <translation>Plätze werden geöffnet, der Schlüsseldienst wird gefragt …</translation>
    </message>
    <message>
        <source>Scan a label, then place its unit.</source>
        <translation>Etikett scannen, dann seine Einheit einlegen.</translation>
    </message>
    <message>
        <source>Place units: each begins by itself.</source>
        <translation>Einheiten einlegen: Jede beginnt von selbst.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>%n Einheit in Arbeit: wird erst fertig.</numerusform>
            <numerusform>%n Einheiten in Arbeit: werden erst fertig.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersModel</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Gesperrt</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu abfragen</translation>
    </message>
</context>
<context>
    <name>keyline::station::PinPad</name>
    <message>
        <source>Remove the last digit</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>keyline::station::QaPage</name>
    <message>
        <source>Scan the unit&apos;s label</source>
        <translation>Etikett der Einheit scannen</translation>
    </message>
    <message>
        <source>Serial number on the label</source>
        <translation>Seriennummer auf dem Etikett</translation>
    </message>
    <message>
        <source>Where the unit is</source>
        <translation>Wo die Einheit ist</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>Nicht warten</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Not at hand: records alone</source>
        <translation>Nicht zur Hand: nur die Aufzeichnungen</translation>
    </message>
    <message>
        <source>In lane %1</source>
        <translation>In Platz %1</translation>
    </message>
    <message>
        <source>The lock and the key service are asked; nothing is written to the lock …</source>
        <translation>Schloss und Schlüsseldienst werden gefragt; ins Schloss wird nichts geschrieben …</translation>
    </message>
    <message>
        <source>%1, chip %2; report signed by %3</source>
        <translation>%1, Chip %2; Bericht signiert von %3</translation>
    </message>
    <message>
        <source>Nothing is ever written to a unit that is verified.</source>
        <translation>In eine geprüfte Einheit wird nie etwas geschrieben.</translation>
    </message>
</context>
<context>
    <name>keyline::station::ReasonPanel</name>
    <message>
        <source>Lane %1, %2: hold this unit until QA has looked at it. Why?</source>
        <translation>Platz %1, %2: Diese Einheit sperren, bis die QS sie gesehen hat. Warum?</translation>
    </message>
    <message>
        <source>Lane %1, %2: let this unit be tried again. Why?</source>
        <translation>Platz %1, %2: Diese Einheit darf noch einmal versucht werden. Warum?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>Schlechter Kontakt</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>Falsches Etikett</translation>
    </message>
    <message>
        <source>Removed too early</source>
        <translation>Zu früh entnommen</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>Halten: sperren</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>Halten: Nacharbeit</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>keyline::station::RunPage</name>
    <message>
        <source>Hold: try again</source>
        <translation>Halten: noch einmal</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>Nummer zurücknehmen</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>Sperren …</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>Nacharbeit …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>Platz fortsetzen</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>Platz anhalten</translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>Seriennummern</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Target in an hour</source>
        <translation>Ziel in der Stunde</translation>
    </message>
    <message>
        <source>Log out after rest</source>
        <translation>Abmelden nach Ruhe</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>The order&apos;s next: a unit begins by itself</source>
        <translation>Die nächste des Auftrags: Eine Einheit beginnt von selbst</translation>
    </message>
    <message>
        <source>Scanned: a label for each unit</source>
        <translation>Gescannt: ein Etikett für jede Einheit</translation>
    </message>
    <message>
        <source>Sounds are on</source>
        <translation>Töne sind an</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source>Scan anything: what the scanner sends is shown here.</source>
        <translation>Irgendetwas scannen: Was der Scanner sendet, steht hier.</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Test all lanes</source>
        <translation>Alle Plätze prüfen</translation>
    </message>
    <message>
        <source>A lock answers: chip %1</source>
        <translation>Ein Schloss antwortet: Chip %1</translation>
    </message>
    <message>
        <source>The port is there; the place is empty</source>
        <translation>Der Anschluss ist da; der Platz ist leer</translation>
    </message>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>Der Scanner hat %n Zeichen gesendet: %1</numerusform>
            <numerusform>Der Scanner hat %n Zeichen gesendet: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::StripModel</name>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Log in with badge and PIN.</source>
        <translation>Mit Ausweis und PIN anmelden.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Choose an order and start it.</source>
        <translation>Einen Auftrag wählen und starten.</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>The order is complete.</source>
        <translation>Der Auftrag ist vollständig.</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>hardware security module</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The key service has to answer first.</source>
        <translation>Zuerst muss der Schlüsseldienst antworten.</translation>
    </message>
    <message>
        <source>Key service</source>
        <translation>Schlüsseldienst</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>The key service is starting, or does not answer yet.</source>
        <translation>Der Schlüsseldienst startet oder antwortet noch nicht.</translation>
    </message>
    <message>
        <source>Units in work wait, and go on when it is back. Nothing is lost.</source>
        <translation>Einheiten in Arbeit warten und gehen weiter, wenn er wieder da ist. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Issues nothing</source>
        <translation>Gibt nichts aus</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Nothing is produced, and no PASS is shown: no unit without a record.</source>
        <translation>Es wird nichts hergestellt und kein GUT gezeigt: keine Einheit ohne Aufzeichnung.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>Too many entries are not archived: nothing new begins. Bring the key service back.</source>
        <translation>Zu viele Einträge sind nicht archiviert: Es beginnt nichts Neues. Den Schlüsseldienst zurückholen.</translation>
    </message>
    <message>
        <source>Many entries are not archived yet. Is the key service there?</source>
        <translation>Viele Einträge sind noch nicht archiviert. Ist der Schlüsseldienst da?</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
</context>
<context>
    <name>keyline::station::Words</name>
    <message>
        <source>PASS</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>GUT</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>SCHLECHT</translation>
    </message>
    <message>
        <source>ERROR</source>
        <comment>outcome of a unit: the station&apos;s fault</comment>
        <translation>STÖRUNG</translation>
    </message>
    <message>
        <source>ABORTED</source>
        <comment>outcome of a unit</comment>
        <translation>ABBRUCH</translation>
    </message>
    <message>
        <source>QUARANTINE</source>
        <comment>outcome of a unit: its state is not known</comment>
        <translation>GESPERRT</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Issuing key</source>
        <translation>Schlüssel holen</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>Nachweisen</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Nicht in Betrieb</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Unit in place</source>
        <translation>Einheit liegt ein</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Fixture away</source>
        <translation>Anschluss fehlt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Place a unit</source>
        <translation>Einheit einlegen</translation>
    </message>
    <message>
        <source>Scan the next label</source>
        <translation>Nächstes Etikett scannen</translation>
    </message>
    <message>
        <source>Scan its label</source>
        <translation>Ihr Etikett scannen</translation>
    </message>
    <message>
        <source>Its turn to scan comes</source>
        <translation>Kommt noch dran</translation>
    </message>
    <message>
        <source>Take the unit away</source>
        <translation>Einheit entnehmen</translation>
    </message>
    <message>
        <source>Check cable and adapter</source>
        <translation>Kabel und Adapter prüfen</translation>
    </message>
    <message>
        <source>Resume it to go on</source>
        <translation>Zum Weitermachen fortsetzen</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>%1, resumed</source>
        <translation>%1, fortgesetzt</translation>
    </message>
    <message>
        <source>Genuine and intact</source>
        <translation>Echt und unversehrt</translation>
    </message>
    <message>
        <source>Genuine, altered</source>
        <translation>Echt, verändert</translation>
    </message>
    <message>
        <source>Known, cannot prove</source>
        <translation>Bekannt, ohne Nachweis</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>Nicht von uns</translation>
    </message>
    <message>
        <source>Clone suspected</source>
        <translation>Verdacht auf Klon</translation>
    </message>
    <message>
        <source>Label and lock</source>
        <translation>Etikett und Schloss</translation>
    </message>
    <message>
        <source>Number in the registry</source>
        <translation>Nummer im Register</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>The lock&apos;s state</source>
        <translation>Zustand des Schlosses</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Capture challenge</source>
        <translation>Übernahme-Frage</translation>
    </message>
    <message>
        <source>Table proof</source>
        <translation>Nachweis der Tabelle</translation>
    </message>
    <message>
        <source>Entry in the signed log</source>
        <translation>Eintrag im signierten Protokoll</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Vermerkt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
</context>
</TS>
