<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>keyline::station::ApprovalsPage</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>What waits for a second person</source>
        <translation>Was auf eine zweite Person wartet</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Ihr Einmalcode</translation>
    </message>
    <message>
        <source>Hold: approve</source>
        <translation>Halten: zustimmen</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>Warum nicht?</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>Anfrage %1: %2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>Asked by %1 at %2</source>
        <translation>Gestellt von %1 an %2</translation>
    </message>
    <message>
        <source>Void after %1</source>
        <translation>Verfällt nach %1</translation>
    </message>
    <message>
        <source>Asking the key service …</source>
        <translation>Der Schlüsseldienst wird gefragt …</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>Nichts wartet auf eine zweite Person.</translation>
    </message>
    <message>
        <source>Choose a request.</source>
        <translation>Eine Anfrage wählen.</translation>
    </message>
    <message>
        <source>Hold: withdraw</source>
        <translation>Halten: zurückziehen</translation>
    </message>
    <message>
        <source>Hold: refuse</source>
        <translation>Halten: ablehnen</translation>
    </message>
    <message>
        <source>It comes to: %1</source>
        <translation>Ergibt: %1</translation>
    </message>
</context>
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
    <name>keyline::station::DecisionPanel</name>
    <message>
        <source>Hold this unit until QA has looked at it.</source>
        <translation>Diese Einheit sperren, bis die QS sie angesehen hat.</translation>
    </message>
    <message>
        <source>Let this unit be tried again.</source>
        <translation>Diese Einheit noch einmal versuchen lassen.</translation>
    </message>
    <message>
        <source>Let this unit out of quarantine.</source>
        <translation>Diese Einheit aus der Sperre entlassen.</translation>
    </message>
    <message>
        <source>Take this unit out for good: its number is used up.</source>
        <translation>Diese Einheit endgültig ausscheiden: Ihre Nummer ist verbraucht.</translation>
    </message>
    <message>
        <source>Give up this unit&apos;s key: it gets a new one.</source>
        <translation>Den Schlüssel dieser Einheit aufgeben: Sie bekommt einen neuen.</translation>
    </message>
    <message>
        <source>Print this unit&apos;s label once more.</source>
        <translation>Das Etikett dieser Einheit noch einmal drucken.</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>Halten: sperren</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>Halten: nacharbeiten</translation>
    </message>
    <message>
        <source>Hold: release</source>
        <translation>Halten: freigeben</translation>
    </message>
    <message>
        <source>Hold: scrap</source>
        <translation>Halten: verschrotten</translation>
    </message>
    <message>
        <source>Hold: new key</source>
        <translation>Halten: neuer Schlüssel</translation>
    </message>
    <message>
        <source>Hold: print</source>
        <translation>Halten: drucken</translation>
    </message>
    <message>
        <source>Smeared or torn</source>
        <translation>Verschmiert oder zerrissen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>Schlechter Kontakt</translation>
    </message>
    <message>
        <source>Board damaged</source>
        <translation>Platine beschädigt</translation>
    </message>
    <message>
        <source>Housing damaged</source>
        <translation>Gehäuse beschädigt</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>Falsches Etikett</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Zurückgekommen</translation>
    </message>
    <message>
        <source>A mistake on the line</source>
        <translation>Fehler an der Linie</translation>
    </message>
    <message>
        <source>For a trial</source>
        <translation>Für einen Versuch</translation>
    </message>
    <message>
        <source>Lane %1, %2</source>
        <translation>Platz %1, %2</translation>
    </message>
    <message>
        <source>A second person has to approve it.</source>
        <translation>Eine zweite Person muss zustimmen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Mehr dazu</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Ihr Einmalcode</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Grund wählen</translation>
    </message>
</context>
<context>
    <name>keyline::station::ErrorWords</name>
    <message>
        <source>Put the unit aside and report it.</source>
        <translation>Die Einheit beiseitelegen und melden.</translation>
    </message>
    <message>
        <source>Try again; then put the unit aside.</source>
        <translation>Noch einmal versuchen; dann die Einheit beiseitelegen.</translation>
    </message>
    <message>
        <source>Check how the unit sits in its place; try again.</source>
        <translation>Sitz der Einheit prüfen; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Check label and order.</source>
        <translation>Etikett und Auftrag prüfen.</translation>
    </message>
    <message>
        <source>Check product and order.</source>
        <translation>Produkt und Auftrag prüfen.</translation>
    </message>
    <message>
        <source>Check cable and adapter.</source>
        <translation>Kabel und Adapter prüfen.</translation>
    </message>
    <message>
        <source>Scan the label again.</source>
        <translation>Etikett noch einmal scannen.</translation>
    </message>
    <message>
        <source>Take the unit away.</source>
        <translation>Die Einheit entnehmen.</translation>
    </message>
    <message>
        <source>Choose another order.</source>
        <translation>Anderen Auftrag wählen.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Berichtigen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Kurz warten, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Wait a moment; then call the supervisor.</source>
        <translation>Kurz warten; dann die Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Call the supervisor.</source>
        <translation>Die Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Stop working and call the supervisor.</source>
        <translation>Arbeit einstellen und die Aufsicht rufen.</translation>
    </message>
    <message>
        <source>A supervisor decides what becomes of the unit.</source>
        <translation>Die Aufsicht entscheidet, was aus der Einheit wird.</translation>
    </message>
    <message>
        <source>Ask somebody else.</source>
        <translation>Jemand anderen bitten.</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>Die Liste noch einmal ansehen.</translation>
    </message>
    <message>
        <source>{serial} is not a serial number.</source>
        <translation>{serial} ist keine Seriennummer.</translation>
    </message>
    <message>
        <source>{serial} is of another product.</source>
        <translation>{serial} gehört zu einem anderen Produkt.</translation>
    </message>
    <message>
        <source>{serial} is not in order {order}.</source>
        <translation>{serial} ist nicht in Auftrag {order}.</translation>
    </message>
    <message>
        <source>{serial} belongs to another unit already.</source>
        <translation>{serial} gehört schon einer anderen Einheit.</translation>
    </message>
    <message>
        <source>{serial} has passed already.</source>
        <translation>{serial} ist schon gut geprüft.</translation>
    </message>
    <message>
        <source>A serial number is never given twice: check the label.</source>
        <translation>Keine Seriennummer wird zweimal vergeben: Etikett prüfen.</translation>
    </message>
    <message>
        <source>{serial} was scanned already.</source>
        <translation>{serial} wurde schon gescannt.</translation>
    </message>
    <message>
        <source>Scan another label.</source>
        <translation>Ein anderes Etikett scannen.</translation>
    </message>
    <message>
        <source>Lane {lane} waits for unit {serial} already.</source>
        <translation>Platz {lane} wartet schon auf Einheit {serial}.</translation>
    </message>
    <message>
        <source>Place that unit, or take its number back.</source>
        <translation>Diese Einheit einlegen oder ihre Nummer zurücknehmen.</translation>
    </message>
    <message>
        <source>Every lane has its serial number already.</source>
        <translation>Jeder Platz hat schon seine Seriennummer.</translation>
    </message>
    <message>
        <source>Scan again when a lane is free.</source>
        <translation>Noch einmal scannen, wenn ein Platz frei ist.</translation>
    </message>
    <message>
        <source>Nothing is on record about this unit.</source>
        <translation>Über diese Einheit steht nichts im Protokoll.</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>Die Eingabe ist nicht gültig.</translation>
    </message>
    <message>
        <source>There is no order {order}.</source>
        <translation>Es gibt keinen Auftrag {order}.</translation>
    </message>
    <message>
        <source>Order {order} is used up.</source>
        <translation>Auftrag {order} ist aufgebraucht.</translation>
    </message>
    <message>
        <source>Order {order} has expired.</source>
        <translation>Auftrag {order} ist abgelaufen.</translation>
    </message>
    <message>
        <source>Order {order} is closed.</source>
        <translation>Auftrag {order} ist geschlossen.</translation>
    </message>
    <message>
        <source>Order {order} is for another station.</source>
        <translation>Auftrag {order} ist für eine andere Station.</translation>
    </message>
    <message>
        <source>Order {order} is a draft.</source>
        <translation>Auftrag {order} ist ein Entwurf.</translation>
    </message>
    <message>
        <source>Another person than its author has to release it.</source>
        <translation>Eine andere Person als der Verfasser muss ihn freigeben.</translation>
    </message>
    <message>
        <source>Who made an order cannot release it.</source>
        <translation>Wer einen Auftrag angelegt hat, gibt ihn nicht frei.</translation>
    </message>
    <message>
        <source>Order {order} has units that are not at an end.</source>
        <translation>Auftrag {order} hat Einheiten, die nicht abgeschlossen sind.</translation>
    </message>
    <message>
        <source>This order, or this range of numbers, is not possible.</source>
        <translation>Dieser Auftrag oder Nummernbereich ist nicht möglich.</translation>
    </message>
    <message>
        <source>The file of the order is not accepted.</source>
        <translation>Die Datei des Auftrags wird nicht angenommen.</translation>
    </message>
    <message>
        <source>Order {order} has had all its attempts.</source>
        <translation>Auftrag {order} hat alle Versuche verbraucht.</translation>
    </message>
    <message>
        <source>Station and key service do not agree about this unit.</source>
        <translation>Station und Schlüsseldienst sind über diese Einheit uneins.</translation>
    </message>
    <message>
        <source>The work on this unit was ended before.</source>
        <translation>Die Arbeit an dieser Einheit wurde schon beendet.</translation>
    </message>
    <message>
        <source>This unit was begun at another station.</source>
        <translation>Diese Einheit wurde an einer anderen Station begonnen.</translation>
    </message>
    <message>
        <source>Finish it where it was begun.</source>
        <translation>Dort beenden, wo sie begonnen wurde.</translation>
    </message>
    <message>
        <source>This unit was begun too often.</source>
        <translation>Diese Einheit wurde zu oft begonnen.</translation>
    </message>
    <message>
        <source>The key service has not seen this unit&apos;s proofs.</source>
        <translation>Der Schlüsseldienst hat die Nachweise dieser Einheit nicht gesehen.</translation>
    </message>
    <message>
        <source>The state of this unit does not allow it.</source>
        <translation>Der Zustand dieser Einheit erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Look at the unit&apos;s history.</source>
        <translation>Den Verlauf der Einheit ansehen.</translation>
    </message>
    <message>
        <source>This chip belongs to another serial number.</source>
        <translation>Dieser Chip gehört zu einer anderen Seriennummer.</translation>
    </message>
    <message>
        <source>This chip is in work on another lane.</source>
        <translation>Dieser Chip ist auf einem anderen Platz in Arbeit.</translation>
    </message>
    <message>
        <source>Put both units aside and report it.</source>
        <translation>Beide Einheiten beiseitelegen und melden.</translation>
    </message>
    <message>
        <source>The lock took too long to prove its key.</source>
        <translation>Das Schloss hat für seinen Nachweis zu lange gebraucht.</translation>
    </message>
    <message>
        <source>Too many proofs are under way.</source>
        <translation>Zu viele Nachweise sind im Gange.</translation>
    </message>
    <message>
        <source>The lock could not prove its key and table.</source>
        <translation>Das Schloss konnte Schlüssel und Tabelle nicht nachweisen.</translation>
    </message>
    <message>
        <source>The lock does not answer any more.</source>
        <translation>Das Schloss antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>What answers is not a lock in factory mode.</source>
        <translation>Was antwortet, ist kein Schloss im Werksmodus.</translation>
    </message>
    <message>
        <source>The lock has refused a command.</source>
        <translation>Das Schloss hat einen Befehl abgelehnt.</translation>
    </message>
    <message>
        <source>This lock is provisioned already; nothing was written.</source>
        <translation>Dieses Schloss ist schon eingerichtet; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>This lock is of another product; nothing was written.</source>
        <translation>Dieses Schloss ist ein anderes Produkt; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>This lock has another Kg; nothing was written.</source>
        <translation>Dieses Schloss hat ein anderes Kg; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>This lock takes another table; nothing was written.</source>
        <translation>Dieses Schloss braucht eine andere Tabelle; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The lock holds another serial number than its record.</source>
        <translation>Im Schloss steht eine andere Seriennummer als im Protokoll.</translation>
    </message>
    <message>
        <source>The lock holds what is not on record here.</source>
        <translation>Im Schloss steht, was hier nicht im Protokoll steht.</translation>
    </message>
    <message>
        <source>The lock is not closed.</source>
        <translation>Das Schloss ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The unit was changed while it was in work.</source>
        <translation>Die Einheit wurde während der Arbeit getauscht.</translation>
    </message>
    <message>
        <source>Do not change units while a lane works.</source>
        <translation>Einheiten nicht tauschen, während ein Platz arbeitet.</translation>
    </message>
    <message>
        <source>The lock&apos;s self-check is wrong.</source>
        <translation>Die Selbstprüfung des Schlosses ist falsch.</translation>
    </message>
    <message>
        <source>What the lock holds is not what its record allows.</source>
        <translation>Was im Schloss steht, erlaubt sein Protokoll nicht.</translation>
    </message>
    <message>
        <source>The unit was not taken away.</source>
        <translation>Die Einheit wurde nicht entnommen.</translation>
    </message>
    <message>
        <source>No unit came.</source>
        <translation>Es kam keine Einheit.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter is not there.</source>
        <translation>Der Adapter des Platzes fehlt.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter may not be opened.</source>
        <translation>Der Adapter des Platzes darf nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The port of the lane has failed.</source>
        <translation>Der Anschluss des Platzes ist ausgefallen.</translation>
    </message>
    <message>
        <source>There is no such lane.</source>
        <translation>Diesen Platz gibt es nicht.</translation>
    </message>
    <message>
        <source>Badge or PIN is wrong.</source>
        <translation>Ausweis oder PIN ist falsch.</translation>
    </message>
    <message>
        <source>Try again; the waiting time doubles with each wrong try.</source>
        <translation>Noch einmal; die Wartezeit verdoppelt sich mit jedem falschen Versuch.</translation>
    </message>
    <message>
        <source>After wrong tries nobody is let in for {wait_s} s.</source>
        <translation>Nach falschen Versuchen wird {wait_s} s lang niemand eingelassen.</translation>
    </message>
    <message>
        <source>Wait, then try again.</source>
        <translation>Warten, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>Noch einmal anmelden.</translation>
    </message>
    <message>
        <source>You may not do this: it needs the role {roles}.</source>
        <translation>Das dürfen Sie nicht: Dafür braucht es die Rolle {roles}.</translation>
    </message>
    <message>
        <source>Ask somebody who has it.</source>
        <translation>Jemanden bitten, der sie hat.</translation>
    </message>
    <message>
        <source>This needs a one-time code.</source>
        <translation>Dafür braucht es einen Einmalcode.</translation>
    </message>
    <message>
        <source>Type the code that your app shows.</source>
        <translation>Den Code eingeben, den Ihre App zeigt.</translation>
    </message>
    <message>
        <source>The one-time code is wrong, or was used before.</source>
        <translation>Der Einmalcode ist falsch oder schon benutzt.</translation>
    </message>
    <message>
        <source>Wait for the next code, 30 seconds at most.</source>
        <translation>Auf den nächsten Code warten, höchstens 30 Sekunden.</translation>
    </message>
    <message>
        <source>You have no one-time codes yet.</source>
        <translation>Sie haben noch keine Einmalcodes.</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>Der Befehl kam zu spät.</translation>
    </message>
    <message>
        <source>This cannot be done so.</source>
        <translation>So geht das nicht.</translation>
    </message>
    <message>
        <source>This is your own: another person has to do it.</source>
        <translation>Das ist Ihr eigenes: Eine andere Person muss es tun.</translation>
    </message>
    <message>
        <source>This request is at an end already.</source>
        <translation>Diese Anfrage ist schon erledigt.</translation>
    </message>
    <message>
        <source>The request is not what was shown.</source>
        <translation>Die Anfrage ist nicht die, die gezeigt wurde.</translation>
    </message>
    <message>
        <source>Operators cannot be changed like this.</source>
        <translation>So lassen sich Bediener nicht ändern.</translation>
    </message>
    <message>
        <source>This PIN is too simple, too short or too long.</source>
        <translation>Diese PIN ist zu einfach, zu kurz oder zu lang.</translation>
    </message>
    <message>
        <source>The HSM has failed.</source>
        <translation>Das HSM ist ausgefallen.</translation>
    </message>
    <message>
        <source>The HSM is not as it has to be; nothing is issued.</source>
        <translation>Das HSM ist nicht, wie es sein muss; nichts wird ausgegeben.</translation>
    </message>
    <message>
        <source>The backup is not accepted.</source>
        <translation>Die Sicherung wird nicht angenommen.</translation>
    </message>
    <message>
        <source>The keys are not handed over.</source>
        <translation>Die Schlüssel werden nicht übergeben.</translation>
    </message>
    <message>
        <source>What the key service has stored is damaged.</source>
        <translation>Was der Schlüsseldienst gespeichert hat, ist beschädigt.</translation>
    </message>
    <message>
        <source>The key service&apos;s registry is not ready; nothing is issued.</source>
        <translation>Das Register des Schlüsseldienstes ist nicht bereit; nichts wird ausgegeben.</translation>
    </message>
    <message>
        <source>The key service does not answer.</source>
        <translation>Der Schlüsseldienst antwortet nicht.</translation>
    </message>
    <message>
        <source>What answers is not trusted as the key service.</source>
        <translation>Was antwortet, gilt nicht als der Schlüsseldienst.</translation>
    </message>
    <message>
        <source>The key service has too much to do.</source>
        <translation>Der Schlüsseldienst hat zu viel zu tun.</translation>
    </message>
    <message>
        <source>A certificate is not accepted.</source>
        <translation>Ein Zertifikat wird nicht angenommen.</translation>
    </message>
    <message>
        <source>This station may not do this.</source>
        <translation>Diese Station darf das nicht.</translation>
    </message>
    <message>
        <source>Station and key service do not understand each other.</source>
        <translation>Station und Schlüsseldienst verstehen einander nicht.</translation>
    </message>
    <message>
        <source>The clocks of station and key service are {offset_s} s apart.</source>
        <translation>Die Uhren von Station und Schlüsseldienst weichen {offset_s} s ab.</translation>
    </message>
    <message>
        <source>The audit log cannot be written.</source>
        <translation>Das Prüfprotokoll kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>No unit without a record: call the supervisor.</source>
        <translation>Keine Einheit ohne Protokoll: Die Aufsicht rufen.</translation>
    </message>
    <message>
        <source>The audit log does not hold.</source>
        <translation>Das Prüfprotokoll hält nicht stand.</translation>
    </message>
    <message>
        <source>{entries} entries are not archived yet.</source>
        <translation>{entries} Einträge sind noch nicht archiviert.</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>Noch deckt es kein signierter Prüfpunkt ab.</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>Die Festplatte ist fast voll.</translation>
    </message>
    <message>
        <source>Make room now: no unit is made without a record.</source>
        <translation>Jetzt Platz schaffen: Keine Einheit entsteht ohne Protokoll.</translation>
    </message>
    <message>
        <source>There is no station in {path}.</source>
        <translation>In {path} ist keine Station.</translation>
    </message>
    <message>
        <source>This station is there already.</source>
        <translation>Diese Station gibt es schon.</translation>
    </message>
    <message>
        <source>{path} cannot be read or written.</source>
        <translation>{path} kann nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>Check the path, its rights and the free space.</source>
        <translation>Pfad, Rechte und freien Platz prüfen.</translation>
    </message>
    <message>
        <source>{path} is not right&lt;, line {line}&gt;.</source>
        <translation>{path} stimmt nicht&lt;, Zeile {line}&gt;.</translation>
    </message>
    <message>
        <source>The product&apos;s profile is not right.</source>
        <translation>Das Profil des Produkts stimmt nicht.</translation>
    </message>
    <message>
        <source>The product&apos;s substitution table is not right.</source>
        <translation>Die Substitutionstabelle des Produkts stimmt nicht.</translation>
    </message>
    <message>
        <source>The report does not hold.</source>
        <translation>Der Bericht hält nicht stand.</translation>
    </message>
    <message>
        <source>Do not rely on it; verify the unit again.</source>
        <translation>Nicht darauf verlassen; die Einheit noch einmal prüfen.</translation>
    </message>
    <message>
        <source>No memory for secrets can be locked.</source>
        <translation>Es lässt sich kein Speicher für Geheimnisse sperren.</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>Das ist hier nicht möglich.</translation>
    </message>
    <message>
        <source>Stopped, as asked for.</source>
        <translation>Angehalten, wie verlangt.</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>Wieder starten, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>Im Programm ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Report it; nothing is lost.</source>
        <translation>Bitte melden; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The lid was opened in the middle of a unit.</source>
        <translation>Der Deckel wurde mitten in einer Einheit geöffnet.</translation>
    </message>
    <message>
        <source>Shut it: the unit goes on from where it was.</source>
        <translation>Schließen: Die Einheit geht weiter, wo sie war.</translation>
    </message>
    <message>
        <source>The unit was taken out in the middle of its work.</source>
        <translation>Die Einheit wurde mitten in der Arbeit entnommen.</translation>
    </message>
    <message>
        <source>The printer {printer} has not printed.</source>
        <translation>Der Drucker {printer} hat nicht gedruckt.</translation>
    </message>
    <message>
        <source>Look at the printer; then print the label again.</source>
        <translation>Nach dem Drucker sehen; dann das Etikett noch einmal drucken.</translation>
    </message>
    <message>
        <source>Put it back: it goes on from where it was.</source>
        <translation>Zurücklegen: Sie geht weiter, wo sie war.</translation>
    </message>
    <message>
        <source>The lane is in use: by a run here, or by another program.</source>
        <translation>Der Platz wird benutzt: von einem Lauf hier oder von einem anderen Programm.</translation>
    </message>
    <message>
        <source>Stop that first.</source>
        <translation>Zuerst beenden.</translation>
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
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Diese Schicht</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>Statistik gesamt</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
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
    <message>
        <source>%1: its label is with the printer, and on record.</source>
        <translation>%1: Das Etikett ist beim Drucker und im Protokoll.</translation>
    </message>
    <message>
        <source>Request %1 is approved, and done.</source>
        <translation>Anfrage %1 ist freigegeben und ausgeführt.</translation>
    </message>
    <message>
        <source>Request %1 is at an end; nothing was done.</source>
        <translation>Anfrage %1 ist beendet; nichts wurde getan.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
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
    <name>keyline::station::PlotView</name>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Passed %1, first-pass yield %2 %</source>
        <translation>%1 gut, Ausbeute beim ersten Versuch %2 %</translation>
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
        <translation>Keines</translation>
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
    <message>
        <source>Ports that no lane has</source>
        <translation>Anschlüsse ohne Platz</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Hold: remove lane</source>
        <translation>Halten: Platz entfernen</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>No other port is found</source>
        <translation>Kein weiterer Anschluss gefunden</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Cannot be used, line %1: %2</source>
        <translation>Nicht verwendbar, Zeile %1: %2</translation>
    </message>
    <message>
        <source>Type %1, table of %2 bytes.</source>
        <translation>Typ %1, Tabelle mit %2 Bytes.</translation>
    </message>
    <message>
        <source>A unit begins when it is put in.</source>
        <translation>Eine Einheit beginnt, wenn sie eingelegt wird.</translation>
    </message>
    <message>
        <source>A unit begins when its label is scanned.</source>
        <translation>Eine Einheit beginnt, wenn ihr Etikett gescannt wird.</translation>
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
    <message>
        <source>The station has to be opened first.</source>
        <translation>Zuerst muss die Station geöffnet werden.</translation>
    </message>
    <message>
        <source>Disk low</source>
        <translation>Platte fast voll</translation>
    </message>
</context>
<context>
    <name>keyline::station::UnitPanel</name>
    <message>
        <source>Hold: try again</source>
        <translation>Halten: noch einmal</translation>
    </message>
    <message>
        <source>Hold: abort this unit</source>
        <translation>Halten: Einheit abbrechen</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>Nummer zurücknehmen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Print label again …</source>
        <translation>Etikett noch einmal …</translation>
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
        <source>Release …</source>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>Neuer Schlüssel …</translation>
    </message>
    <message>
        <source>Scrap …</source>
        <translation>Verschrotten …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
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
    <message>
        <source>Lid open</source>
        <translation>Deckel offen</translation>
    </message>
    <message>
        <source>Extend an order</source>
        <translation>Auftrag erweitern</translation>
    </message>
    <message>
        <source>Scrap a unit</source>
        <translation>Einheit verschrotten</translation>
    </message>
    <message>
        <source>Quarantine many units</source>
        <translation>Viele Einheiten sperren</translation>
    </message>
    <message>
        <source>Release a unit</source>
        <translation>Einheit freigeben</translation>
    </message>
    <message>
        <source>New key for a unit</source>
        <translation>Neuer Schlüssel für eine Einheit</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Bediener hinzufügen</translation>
    </message>
    <message>
        <source>Change an operator</source>
        <translation>Bediener ändern</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>PIN zurücksetzen</translation>
    </message>
    <message>
        <source>Hand keys over</source>
        <translation>Schlüssel übergeben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Shut the lid</source>
        <translation>Deckel schließen</translation>
    </message>
    <message>
        <source>%1 (lane %2)</source>
        <translation>%1 (Platz %2)</translation>
    </message>
    <message>
        <source>Not finished before: %1. Put back into a lane, each goes on where it was.</source>
        <translation>Vorher nicht fertig geworden: %1. Wieder eingelegt, geht jede Einheit weiter, wo sie war.</translation>
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
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
</context>
</TS>
