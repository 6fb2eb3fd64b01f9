<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL" sourcelanguage="en">
<context>
    <name>UnitReport</name>
    <message>
        <source>genuine and intact</source>
        <translation>autentyczna i nienaruszona</translation>
    </message>
    <message>
        <source>genuine, altered</source>
        <translation>autentyczna, zmieniona</translation>
    </message>
    <message>
        <source>known, cannot prove</source>
        <translation>znana, bez dowodu</translation>
    </message>
    <message>
        <source>not ours</source>
        <translation>nie nasza</translation>
    </message>
    <message>
        <source>clone suspected</source>
        <translation>podejrzenie klonu</translation>
    </message>
    <message>
        <source>label and lock</source>
        <translation>etykieta i zamek</translation>
    </message>
    <message>
        <source>number in the registry</source>
        <translation>numer w rejestrze</translation>
    </message>
    <message>
        <source>chip</source>
        <translation>układ</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>product</source>
        <translation>produkt</translation>
    </message>
    <message>
        <source>lock&apos;s state</source>
        <translation>stan zamka</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>firmware</translation>
    </message>
    <message>
        <source>registry</source>
        <translation>rejestr</translation>
    </message>
    <message>
        <source>history</source>
        <translation>historia</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>widziana wcześniej</translation>
    </message>
    <message>
        <source>self-check</source>
        <translation>autotest</translation>
    </message>
    <message>
        <source>capture challenge</source>
        <translation>wyzwanie przejęcia</translation>
    </message>
    <message>
        <source>table proof</source>
        <translation>dowód tablicy</translation>
    </message>
    <message>
        <source>entry in the signed log</source>
        <translation>wpis w podpisanym dzienniku</translation>
    </message>
    <message>
        <source>right</source>
        <translation>poprawne</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>błędne</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nie sprawdzono</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>odnotowano</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>pusty</translation>
    </message>
    <message>
        <source>token stored</source>
        <translation>token zapisany</translation>
    </message>
    <message>
        <source>token and table stored</source>
        <translation>token i tablica zapisane</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zamknięty</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>przejęty</translation>
    </message>
    <message>
        <source>open</source>
        <translation>otwarta</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>zaliczona</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>niezaliczona</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>w kwarantannie</translation>
    </message>
    <message>
        <source>rework</source>
        <translation>do poprawki</translation>
    </message>
    <message>
        <source>scrapped</source>
        <translation>złomowana</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>zastąpiona</translation>
    </message>
    <message>
        <source>label {label}, lock {serial}</source>
        <translation>etykieta {label}, zamek {serial}</translation>
    </message>
    <message>
        <source>label {label}, lock without a number</source>
        <translation>etykieta {label}, zamek bez numeru</translation>
    </message>
    <message>
        <source>the unit has no number</source>
        <translation>jednostka nie ma numeru</translation>
    </message>
    <message>
        <source>{serial} was never issued</source>
        <translation>{serial} nigdy nie został wydany</translation>
    </message>
    <message>
        <source>{serial}, order {order}, station {station}</source>
        <translation>{serial}, zlecenie {order}, stacja {station}</translation>
    </message>
    <message>
        <source>{uid}; registered: {registered} with {serial}</source>
        <translation>{uid}; w rejestrze: {registered} z numerem {serial}</translation>
    </message>
    <message>
        <source>{kg}; made with {registered}</source>
        <translation>{kg}; wykonano z {registered}</translation>
    </message>
    <message>
        <source>device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}</source>
        <translation>typ urządzenia {type}, tablica {bytes} bajtów; {product}: {made_type}, {made_bytes}</translation>
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
        <translation>{hardware}, {firmware}; jak przy produkcji</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; CHANGED, made with {made_firmware}</source>
        <translation>{hardware}, {firmware}; ZMIENIONE, wykonano z {made_firmware}</translation>
    </message>
    <message>
        <source>{unit_state}, both proofs were seen</source>
        <translation>{unit_state}, oba dowody sprawdzono</translation>
    </message>
    <message>
        <source>{unit_state}, not all proofs were seen</source>
        <translation>{unit_state}, nie sprawdzono wszystkich dowodów</translation>
    </message>
    <message>
        <source>attempts: {count}</source>
        <translation>próby: {count}</translation>
    </message>
    <message>
        <source>token made again: {count}</source>
        <translation>token utworzono ponownie: {count}</translation>
    </message>
    <message>
        <source>held since it was {unit_state}</source>
        <translation>wstrzymana, wcześniej: {unit_state}</translation>
    </message>
    <message>
        <source>the number&apos;s chip {uid} is {unit_state}</source>
        <translation>układ {uid} z tym numerem: {unit_state}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nigdy</translation>
    </message>
    <message>
        <source>times: {count}; last {time} at {station}: {verdict}</source>
        <translation>liczba: {count}; ostatnio {time} na {station}: {verdict}</translation>
    </message>
    <message>
        <source>ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}</source>
        <translation>INNY UKŁAD Z TYM NUMEREM, {uid}, {time} na {station}: {verdict}</translation>
    </message>
    <message>
        <source>the lock does not answer it</source>
        <translation>zamek na to nie odpowiada</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>odmówiono</translation>
    </message>
    <message>
        <source>captured: the lock answers it no more</source>
        <translation>przejęty: zamek już na to nie odpowiada</translation>
    </message>
    <message>
        <source>{event}, entry {index} of {size} that were signed for {station}, {time}</source>
        <translation>{event}, wpis {index} z {size} podpisanych dla {station}, {time}</translation>
    </message>
    <message>
        <source>the archive has no signed entry of it</source>
        <translation>archiwum nie ma o niej podpisanego wpisu</translation>
    </message>
</context>
<context>
    <name>keyline::report</name>
    <message>
        <source>First-pass yield</source>
        <translation>Uzysk za pierwszym razem</translation>
    </message>
    <message>
        <source>%1 passed, %2 at the first attempt</source>
        <translation>%1 zaliczonych, %2 za pierwszym razem</translation>
    </message>
    <message>
        <source>Seconds by step: median, 90 %, 99 %; %1 units per hour</source>
        <translation>Sekundy na krok: mediana, 90 %, 99 %; %1 jednostek na godzinę</translation>
    </message>
    <message>
        <source>What did not pass, by cause</source>
        <translation>Niezaliczone według przyczyny</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Verification of a returned unit</source>
        <translation>Weryfikacja zwróconej jednostki</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numer seryjny</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etykieta</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Układ</translation>
    </message>
    <message>
        <source>Examined</source>
        <translation>Zbadano</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Stacja</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Przez</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Sprawdzenie</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Dowód</translation>
    </message>
    <message>
        <source>What is signed is the report that is attached to this document; it says the same. It was signed in the key service&apos;s HSM. Anybody can check it, without the station:</source>
        <translation>Podpisany jest raport dołączony do tego dokumentu; mówi to samo. Podpisano go w module HSM usługi kluczy. Każdy może go sprawdzić, bez stacji:</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>wydanie</translation>
    </message>
    <message>
        <source>write</source>
        <translation>zapis</translation>
    </message>
    <message>
        <source>prove</source>
        <translation>dowód</translation>
    </message>
    <message>
        <source>close</source>
        <translation>zamykanie</translation>
    </message>
    <message>
        <source>whole unit</source>
        <translation>cała sztuka</translation>
    </message>
</context>
</TS>
