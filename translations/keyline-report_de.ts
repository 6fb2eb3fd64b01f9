<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>UnitReport</name>
    <message>
        <source>genuine and intact</source>
        <translation>echt und unversehrt</translation>
    </message>
    <message>
        <source>genuine, altered</source>
        <translation>echt, verändert</translation>
    </message>
    <message>
        <source>known, cannot prove</source>
        <translation>bekannt, ohne Nachweis</translation>
    </message>
    <message>
        <source>not ours</source>
        <translation>nicht von uns</translation>
    </message>
    <message>
        <source>clone suspected</source>
        <translation>Verdacht auf Klon</translation>
    </message>
    <message>
        <source>label and lock</source>
        <translation>Etikett und Schloss</translation>
    </message>
    <message>
        <source>number in the registry</source>
        <translation>Nummer im Register</translation>
    </message>
    <message>
        <source>chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>lock&apos;s state</source>
        <translation>Zustand des Schlosses</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>früher geprüft</translation>
    </message>
    <message>
        <source>self-check</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>capture challenge</source>
        <translation>Übernahme-Frage</translation>
    </message>
    <message>
        <source>table proof</source>
        <translation>Nachweis der Tabelle</translation>
    </message>
    <message>
        <source>entry in the signed log</source>
        <translation>Eintrag im signierten Protokoll</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>vermerkt</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>token stored</source>
        <translation>Token gespeichert</translation>
    </message>
    <message>
        <source>token and table stored</source>
        <translation>Token und Tabelle gespeichert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>rework</source>
        <translation>in Nacharbeit</translation>
    </message>
    <message>
        <source>scrapped</source>
        <translation>verschrottet</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>label {label}, lock {serial}</source>
        <translation>Etikett {label}, Schloss {serial}</translation>
    </message>
    <message>
        <source>label {label}, lock without a number</source>
        <translation>Etikett {label}, Schloss ohne Nummer</translation>
    </message>
    <message>
        <source>the unit has no number</source>
        <translation>die Einheit hat keine Nummer</translation>
    </message>
    <message>
        <source>{serial} was never issued</source>
        <translation>{serial} wurde nie vergeben</translation>
    </message>
    <message>
        <source>{serial}, order {order}, station {station}</source>
        <translation>{serial}, Auftrag {order}, Station {station}</translation>
    </message>
    <message>
        <source>{uid}; registered: {registered} with {serial}</source>
        <translation>{uid}; im Register: {registered} mit {serial}</translation>
    </message>
    <message>
        <source>{kg}; made with {registered}</source>
        <translation>{kg}; hergestellt mit {registered}</translation>
    </message>
    <message>
        <source>device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}</source>
        <translation>Gerätetyp {type}, Tabelle mit {bytes} Byte; {product}: {made_type}, {made_bytes}</translation>
    </message>
    <message>
        <source>{lock_state}</source>
        <translation>{lock_state}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}</source>
        <translation>{hardware}, {firmware}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; as when it was made</source>
        <translation>{hardware}, {firmware}; wie bei der Herstellung</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; CHANGED, made with {made_firmware}</source>
        <translation>{hardware}, {firmware}; GEÄNDERT, hergestellt mit {made_firmware}</translation>
    </message>
    <message>
        <source>{unit_state}, both proofs were seen</source>
        <translation>{unit_state}, beide Nachweise lagen vor</translation>
    </message>
    <message>
        <source>{unit_state}, not all proofs were seen</source>
        <translation>{unit_state}, nicht alle Nachweise lagen vor</translation>
    </message>
    <message>
        <source>attempts: {count}</source>
        <translation>Versuche: {count}</translation>
    </message>
    <message>
        <source>token made again: {count}</source>
        <translation>Token erneut erstellt: {count}</translation>
    </message>
    <message>
        <source>held since it was {unit_state}</source>
        <translation>gesperrt, zuvor {unit_state}</translation>
    </message>
    <message>
        <source>the number&apos;s chip {uid} is {unit_state}</source>
        <translation>der Chip {uid} mit dieser Nummer ist {unit_state}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>times: {count}; last {time} at {station}: {verdict}</source>
        <translation>Anzahl: {count}; zuletzt {time} an {station}: {verdict}</translation>
    </message>
    <message>
        <source>ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}</source>
        <translation>EIN ANDERER CHIP MIT DIESER NUMMER, {uid}, {time} an {station}: {verdict}</translation>
    </message>
    <message>
        <source>the lock does not answer it</source>
        <translation>das Schloss antwortet darauf nicht</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>captured: the lock answers it no more</source>
        <translation>übernommen: das Schloss antwortet darauf nicht mehr</translation>
    </message>
    <message>
        <source>{event}, entry {index} of {size} that were signed for {station}, {time}</source>
        <translation>{event}, Eintrag {index} von {size}, die für {station} signiert wurden, {time}</translation>
    </message>
    <message>
        <source>the archive has no signed entry of it</source>
        <translation>das Archiv hat keinen signierten Eintrag dazu</translation>
    </message>
</context>
<context>
    <name>keyline::report</name>
    <message>
        <source>First-pass yield</source>
        <translation>Ausbeute im ersten Durchgang</translation>
    </message>
    <message>
        <source>%1 passed, %2 at the first attempt</source>
        <translation>%1 bestanden, %2 beim ersten Versuch</translation>
    </message>
    <message>
        <source>Seconds by step: median, 90 %, 99 %; %1 units per hour</source>
        <translation>Sekunden je Schritt: Median, 90 %, 99 %; %1 Einheiten je Stunde</translation>
    </message>
    <message>
        <source>What did not pass, by cause</source>
        <translation>Was nicht bestand, nach Ursache</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Verification of a returned unit</source>
        <translation>Prüfung einer zurückgekommenen Einheit</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Examined</source>
        <translation>Geprüft am</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
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
        <source>What is signed is the report that is attached to this document; it says the same. It was signed in the key service&apos;s HSM. Anybody can check it, without the station:</source>
        <translation>Signiert ist der Bericht, der diesem Dokument angehängt ist; er sagt dasselbe. Er wurde im HSM des Schlüsseldienstes signiert. Jeder kann ihn prüfen, ohne die Station:</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>ausgeben</translation>
    </message>
    <message>
        <source>write</source>
        <translation>schreiben</translation>
    </message>
    <message>
        <source>prove</source>
        <translation>nachweisen</translation>
    </message>
    <message>
        <source>close</source>
        <translation>schließen</translation>
    </message>
    <message>
        <source>whole unit</source>
        <translation>ganze Einheit</translation>
    </message>
</context>
</TS>
