<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL" sourcelanguage="en">
<context>
    <name>keyline::station::ApprovalsPage</name>
    <message>
        <source>Number</source>
        <translation>Numer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Co</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>What waits for a second person</source>
        <translation>Co czeka na drugą osobę</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Twój kod jednorazowy</translation>
    </message>
    <message>
        <source>Hold: approve</source>
        <translation>Przytrzymaj: zatwierdź</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>Dlaczego nie?</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>Prośba %1: %2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Powód: %1</translation>
    </message>
    <message>
        <source>Asked by %1 at %2</source>
        <translation>Prosi %1 na %2</translation>
    </message>
    <message>
        <source>Void after %1</source>
        <translation>Wygasa po %1</translation>
    </message>
    <message>
        <source>Asking the key service …</source>
        <translation>Pytanie usługi kluczy …</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>Nic nie czeka na drugą osobę.</translation>
    </message>
    <message>
        <source>Choose a request.</source>
        <translation>Wybierz prośbę.</translation>
    </message>
    <message>
        <source>Hold: withdraw</source>
        <translation>Przytrzymaj: wycofaj</translation>
    </message>
    <message>
        <source>Hold: refuse</source>
        <translation>Przytrzymaj: odrzuć</translation>
    </message>
    <message>
        <source>It comes to: %1</source>
        <translation>Wynik: %1</translation>
    </message>
</context>
<context>
    <name>keyline::station::ConnectPanel</name>
    <message>
        <source>The station cannot be opened</source>
        <translation>Nie można otworzyć stacji</translation>
    </message>
    <message>
        <source>Opening the station</source>
        <translation>Otwieranie stacji</translation>
    </message>
    <message>
        <source>Waiting for the key service</source>
        <translation>Oczekiwanie na usługę kluczy</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>Od %n sekundy. To okno można w każdej chwili zamknąć.</numerusform>
            <numerusform>Od %n sekund. To okno można w każdej chwili zamknąć.</numerusform>
            <numerusform>Od %n sekund. To okno można w każdej chwili zamknąć.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
</context>
<context>
    <name>keyline::station::DecisionPanel</name>
    <message>
        <source>Hold this unit until QA has looked at it.</source>
        <translation>Zatrzymać tę sztukę, aż obejrzy ją kontrola.</translation>
    </message>
    <message>
        <source>Let this unit be tried again.</source>
        <translation>Pozwolić na ponowną próbę tej sztuki.</translation>
    </message>
    <message>
        <source>Let this unit out of quarantine.</source>
        <translation>Zwolnić tę sztukę z blokady.</translation>
    </message>
    <message>
        <source>Take this unit out for good: its number is used up.</source>
        <translation>Wycofać tę sztukę na zawsze: jej numer jest zużyty.</translation>
    </message>
    <message>
        <source>Give up this unit&apos;s key: it gets a new one.</source>
        <translation>Porzucić klucz tej sztuki: dostanie nowy.</translation>
    </message>
    <message>
        <source>Print this unit&apos;s label once more.</source>
        <translation>Wydrukować etykietę tej sztuki ponownie.</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>Przytrzymaj: zablokuj</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>Przytrzymaj: do poprawy</translation>
    </message>
    <message>
        <source>Hold: release</source>
        <translation>Przytrzymaj: zwolnij</translation>
    </message>
    <message>
        <source>Hold: scrap</source>
        <translation>Przytrzymaj: złomuj</translation>
    </message>
    <message>
        <source>Hold: new key</source>
        <translation>Przytrzymaj: nowy klucz</translation>
    </message>
    <message>
        <source>Hold: print</source>
        <translation>Przytrzymaj: drukuj</translation>
    </message>
    <message>
        <source>Smeared or torn</source>
        <translation>Rozmazana lub podarta</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Zgubiona</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Inny powód</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>Zły styk</translation>
    </message>
    <message>
        <source>Board damaged</source>
        <translation>Uszkodzona płytka</translation>
    </message>
    <message>
        <source>Housing damaged</source>
        <translation>Uszkodzona obudowa</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>Zła etykieta</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Zwrot</translation>
    </message>
    <message>
        <source>A mistake on the line</source>
        <translation>Błąd na linii</translation>
    </message>
    <message>
        <source>For a trial</source>
        <translation>Do próby</translation>
    </message>
    <message>
        <source>Lane %1, %2</source>
        <translation>Gniazdo %1, %2</translation>
    </message>
    <message>
        <source>A second person has to approve it.</source>
        <translation>Musi to zatwierdzić druga osoba.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Więcej o tym</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Twój kod jednorazowy</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wstecz</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Wybierz powód</translation>
    </message>
</context>
<context>
    <name>keyline::station::ErrorWords</name>
    <message>
        <source>Put the unit aside and report it.</source>
        <translation>Odłóż sztukę i zgłoś to.</translation>
    </message>
    <message>
        <source>Try again; then put the unit aside.</source>
        <translation>Spróbuj ponownie; potem odłóż sztukę.</translation>
    </message>
    <message>
        <source>Check how the unit sits in its place; try again.</source>
        <translation>Sprawdź, jak leży sztuka; spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Check label and order.</source>
        <translation>Sprawdź etykietę i zlecenie.</translation>
    </message>
    <message>
        <source>Check product and order.</source>
        <translation>Sprawdź produkt i zlecenie.</translation>
    </message>
    <message>
        <source>Check cable and adapter.</source>
        <translation>Sprawdź kabel i adapter.</translation>
    </message>
    <message>
        <source>Scan the label again.</source>
        <translation>Zeskanuj etykietę ponownie.</translation>
    </message>
    <message>
        <source>Take the unit away.</source>
        <translation>Wyjmij sztukę.</translation>
    </message>
    <message>
        <source>Choose another order.</source>
        <translation>Wybierz inne zlecenie.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Popraw i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Poczekaj chwilę i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Wait a moment; then call the supervisor.</source>
        <translation>Poczekaj chwilę; potem wezwij przełożonego.</translation>
    </message>
    <message>
        <source>Call the supervisor.</source>
        <translation>Wezwij przełożonego.</translation>
    </message>
    <message>
        <source>Stop working and call the supervisor.</source>
        <translation>Przerwij pracę i wezwij przełożonego.</translation>
    </message>
    <message>
        <source>A supervisor decides what becomes of the unit.</source>
        <translation>Przełożony decyduje, co dalej ze sztuką.</translation>
    </message>
    <message>
        <source>Ask somebody else.</source>
        <translation>Poproś kogoś innego.</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>Obejrzyj listę ponownie.</translation>
    </message>
    <message>
        <source>{serial} is not a serial number.</source>
        <translation>{serial} nie jest numerem seryjnym.</translation>
    </message>
    <message>
        <source>{serial} is of another product.</source>
        <translation>{serial} należy do innego produktu.</translation>
    </message>
    <message>
        <source>{serial} is not in order {order}.</source>
        <translation>{serial} nie należy do zlecenia {order}.</translation>
    </message>
    <message>
        <source>{serial} belongs to another unit already.</source>
        <translation>{serial} należy już do innej sztuki.</translation>
    </message>
    <message>
        <source>{serial} has passed already.</source>
        <translation>{serial} już przeszedł.</translation>
    </message>
    <message>
        <source>A serial number is never given twice: check the label.</source>
        <translation>Numer seryjny nie jest nadawany dwa razy: sprawdź etykietę.</translation>
    </message>
    <message>
        <source>{serial} was scanned already.</source>
        <translation>{serial} został już zeskanowany.</translation>
    </message>
    <message>
        <source>Scan another label.</source>
        <translation>Zeskanuj inną etykietę.</translation>
    </message>
    <message>
        <source>Lane {lane} waits for unit {serial} already.</source>
        <translation>Gniazdo {lane} czeka już na {serial}.</translation>
    </message>
    <message>
        <source>Place that unit, or take its number back.</source>
        <translation>Włóż tę sztukę albo cofnij jego numer.</translation>
    </message>
    <message>
        <source>Every lane has its serial number already.</source>
        <translation>Każde gniazdo ma już numer seryjny.</translation>
    </message>
    <message>
        <source>Scan again when a lane is free.</source>
        <translation>Zeskanuj ponownie, gdy gniazdo się zwolni.</translation>
    </message>
    <message>
        <source>Nothing is on record about this unit.</source>
        <translation>Brak zapisów o tej sztuce.</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>Wpis jest nieprawidłowy.</translation>
    </message>
    <message>
        <source>There is no order {order}.</source>
        <translation>Nie ma zlecenia {order}.</translation>
    </message>
    <message>
        <source>Order {order} is used up.</source>
        <translation>Zlecenie {order} jest wyczerpane.</translation>
    </message>
    <message>
        <source>Order {order} has expired.</source>
        <translation>Zlecenie {order} wygasło.</translation>
    </message>
    <message>
        <source>Order {order} is closed.</source>
        <translation>Zlecenie {order} jest zamknięte.</translation>
    </message>
    <message>
        <source>Order {order} is for another station.</source>
        <translation>Zlecenie {order} jest dla innej stacji.</translation>
    </message>
    <message>
        <source>Order {order} is a draft.</source>
        <translation>Zlecenie {order} jest szkicem.</translation>
    </message>
    <message>
        <source>Another person than its author has to release it.</source>
        <translation>Musi je zwolnić ktoś inny niż autor.</translation>
    </message>
    <message>
        <source>Who made an order cannot release it.</source>
        <translation>Autor zlecenia nie może go zwolnić.</translation>
    </message>
    <message>
        <source>Order {order} has units that are not at an end.</source>
        <translation>Zlecenie {order} ma nieukończone sztuki.</translation>
    </message>
    <message>
        <source>This order, or this range of numbers, is not possible.</source>
        <translation>To zlecenie lub zakres numerów jest niemożliwy.</translation>
    </message>
    <message>
        <source>The file of the order is not accepted.</source>
        <translation>Plik zlecenia nie został przyjęty.</translation>
    </message>
    <message>
        <source>Order {order} has had all its attempts.</source>
        <translation>Zlecenie {order} wyczerpało próby.</translation>
    </message>
    <message>
        <source>Station and key service do not agree about this unit.</source>
        <translation>Stacja i usługa kluczy nie zgadzają się co do sztuki.</translation>
    </message>
    <message>
        <source>The work on this unit was ended before.</source>
        <translation>Praca nad tą sztuką już się zakończyła.</translation>
    </message>
    <message>
        <source>This unit was begun at another station.</source>
        <translation>Tę sztukę rozpoczęto na innej stacji.</translation>
    </message>
    <message>
        <source>Finish it where it was begun.</source>
        <translation>Dokończ tam, gdzie ją rozpoczęto.</translation>
    </message>
    <message>
        <source>This unit was begun too often.</source>
        <translation>Tę sztukę rozpoczynano zbyt często.</translation>
    </message>
    <message>
        <source>The key service has not seen this unit&apos;s proofs.</source>
        <translation>Usługa kluczy nie widziała dowodów tej sztuki.</translation>
    </message>
    <message>
        <source>The state of this unit does not allow it.</source>
        <translation>Stan tej sztuki na to nie pozwala.</translation>
    </message>
    <message>
        <source>Look at the unit&apos;s history.</source>
        <translation>Obejrzyj historię sztuki.</translation>
    </message>
    <message>
        <source>This chip belongs to another serial number.</source>
        <translation>Ten układ należy do innego numeru seryjnego.</translation>
    </message>
    <message>
        <source>This chip is in work on another lane.</source>
        <translation>Ten układ jest w pracy na innym gnieździe.</translation>
    </message>
    <message>
        <source>Put both units aside and report it.</source>
        <translation>Odłóż obie sztuki i zgłoś to.</translation>
    </message>
    <message>
        <source>The lock took too long to prove its key.</source>
        <translation>Zamek zbyt długo dowodził klucza.</translation>
    </message>
    <message>
        <source>Too many proofs are under way.</source>
        <translation>Trwa zbyt wiele dowodów.</translation>
    </message>
    <message>
        <source>The lock could not prove its key and table.</source>
        <translation>Zamek nie dowiódł klucza i tabeli.</translation>
    </message>
    <message>
        <source>The lock does not answer any more.</source>
        <translation>Zamek już nie odpowiada.</translation>
    </message>
    <message>
        <source>What answers is not a lock in factory mode.</source>
        <translation>Odpowiada coś, co nie jest zamkiem w trybie fabrycznym.</translation>
    </message>
    <message>
        <source>The lock has refused a command.</source>
        <translation>Zamek odrzucił polecenie.</translation>
    </message>
    <message>
        <source>This lock is provisioned already; nothing was written.</source>
        <translation>Ten zamek jest już skonfigurowany; nic nie zapisano.</translation>
    </message>
    <message>
        <source>This lock is of another product; nothing was written.</source>
        <translation>Ten zamek to inny produkt; nic nie zapisano.</translation>
    </message>
    <message>
        <source>This lock has another Kg; nothing was written.</source>
        <translation>Ten zamek ma inny Kg; nic nie zapisano.</translation>
    </message>
    <message>
        <source>This lock takes another table; nothing was written.</source>
        <translation>Ten zamek przyjmuje inną tabelę; nic nie zapisano.</translation>
    </message>
    <message>
        <source>The lock holds another serial number than its record.</source>
        <translation>Zamek ma inny numer seryjny niż w zapisie.</translation>
    </message>
    <message>
        <source>The lock holds what is not on record here.</source>
        <translation>Zamek zawiera coś, czego tu nie zapisano.</translation>
    </message>
    <message>
        <source>The lock is not closed.</source>
        <translation>Zamek nie jest zamknięty fabrycznie.</translation>
    </message>
    <message>
        <source>The unit was changed while it was in work.</source>
        <translation>Sztukę zamieniono w trakcie pracy.</translation>
    </message>
    <message>
        <source>Do not change units while a lane works.</source>
        <translation>Nie zamieniaj sztuk, gdy gniazdo pracuje.</translation>
    </message>
    <message>
        <source>The lock&apos;s self-check is wrong.</source>
        <translation>Autotest zamka jest błędny.</translation>
    </message>
    <message>
        <source>What the lock holds is not what its record allows.</source>
        <translation>Zawartość zamka nie zgadza się z zapisem.</translation>
    </message>
    <message>
        <source>The unit was not taken away.</source>
        <translation>Sztuka nie została wyjęta.</translation>
    </message>
    <message>
        <source>No unit came.</source>
        <translation>Nie pojawiła się sztuka.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter is not there.</source>
        <translation>Brak adaptera gniazda.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter may not be opened.</source>
        <translation>Nie wolno otworzyć adaptera gniazda.</translation>
    </message>
    <message>
        <source>The port of the lane has failed.</source>
        <translation>Port gniazda zawiódł.</translation>
    </message>
    <message>
        <source>There is no such lane.</source>
        <translation>Nie ma takiego gniazda.</translation>
    </message>
    <message>
        <source>Badge or PIN is wrong.</source>
        <translation>Identyfikator lub PIN jest błędny.</translation>
    </message>
    <message>
        <source>Try again; the waiting time doubles with each wrong try.</source>
        <translation>Spróbuj ponownie; czas oczekiwania podwaja się po każdym błędzie.</translation>
    </message>
    <message>
        <source>After wrong tries nobody is let in for {wait_s} s.</source>
        <translation>Po błędnych próbach nikt nie wejdzie przez {wait_s} s.</translation>
    </message>
    <message>
        <source>Wait, then try again.</source>
        <translation>Poczekaj i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Sesja się zakończyła.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>You may not do this: it needs the role {roles}.</source>
        <translation>Nie możesz tego zrobić: wymagana rola {roles}.</translation>
    </message>
    <message>
        <source>Ask somebody who has it.</source>
        <translation>Poproś kogoś, kto ją ma.</translation>
    </message>
    <message>
        <source>This needs a one-time code.</source>
        <translation>To wymaga kodu jednorazowego.</translation>
    </message>
    <message>
        <source>Type the code that your app shows.</source>
        <translation>Wpisz kod z aplikacji.</translation>
    </message>
    <message>
        <source>The one-time code is wrong, or was used before.</source>
        <translation>Kod jest błędny albo już użyty.</translation>
    </message>
    <message>
        <source>Wait for the next code, 30 seconds at most.</source>
        <translation>Poczekaj na następny kod, najwyżej 30 sekund.</translation>
    </message>
    <message>
        <source>You have no one-time codes yet.</source>
        <translation>Nie masz jeszcze kodów jednorazowych.</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>Polecenie przyszło za późno.</translation>
    </message>
    <message>
        <source>This cannot be done so.</source>
        <translation>Tak nie można.</translation>
    </message>
    <message>
        <source>This is your own: another person has to do it.</source>
        <translation>To Twoje: musi to zrobić ktoś inny.</translation>
    </message>
    <message>
        <source>This request is at an end already.</source>
        <translation>Ta prośba jest już zakończona.</translation>
    </message>
    <message>
        <source>The request is not what was shown.</source>
        <translation>Prośba nie jest taka, jak pokazano.</translation>
    </message>
    <message>
        <source>Operators cannot be changed like this.</source>
        <translation>Operatorów nie można tak zmieniać.</translation>
    </message>
    <message>
        <source>This PIN is too simple, too short or too long.</source>
        <translation>Ten PIN jest zbyt prosty, za krótki lub za długi.</translation>
    </message>
    <message>
        <source>The HSM has failed.</source>
        <translation>HSM zawiódł.</translation>
    </message>
    <message>
        <source>The HSM is not as it has to be; nothing is issued.</source>
        <translation>HSM nie jest taki, jak trzeba; nic nie jest wydawane.</translation>
    </message>
    <message>
        <source>The backup is not accepted.</source>
        <translation>Kopia zapasowa nie została przyjęta.</translation>
    </message>
    <message>
        <source>The keys are not handed over.</source>
        <translation>Klucze nie zostały przekazane.</translation>
    </message>
    <message>
        <source>What the key service has stored is damaged.</source>
        <translation>Dane usługi kluczy są uszkodzone.</translation>
    </message>
    <message>
        <source>The key service&apos;s registry is not ready; nothing is issued.</source>
        <translation>Rejestr usługi kluczy nie jest gotowy; nic nie jest wydawane.</translation>
    </message>
    <message>
        <source>The key service does not answer.</source>
        <translation>Usługa kluczy nie odpowiada.</translation>
    </message>
    <message>
        <source>What answers is not trusted as the key service.</source>
        <translation>Odpowiadającemu nie można ufać jako usłudze kluczy.</translation>
    </message>
    <message>
        <source>The key service has too much to do.</source>
        <translation>Usługa kluczy jest przeciążona.</translation>
    </message>
    <message>
        <source>A certificate is not accepted.</source>
        <translation>Certyfikat nie został przyjęty.</translation>
    </message>
    <message>
        <source>This station may not do this.</source>
        <translation>Tej stacji na to nie wolno.</translation>
    </message>
    <message>
        <source>Station and key service do not understand each other.</source>
        <translation>Stacja i usługa kluczy się nie rozumieją.</translation>
    </message>
    <message>
        <source>The clocks of station and key service are {offset_s} s apart.</source>
        <translation>Zegary stacji i usługi kluczy różnią się o {offset_s} s.</translation>
    </message>
    <message>
        <source>The audit log cannot be written.</source>
        <translation>Nie można zapisać dziennika audytu.</translation>
    </message>
    <message>
        <source>No unit without a record: call the supervisor.</source>
        <translation>Żadnej sztuki bez zapisu: wezwij przełożonego.</translation>
    </message>
    <message>
        <source>The audit log does not hold.</source>
        <translation>Dziennik audytu jest niespójny.</translation>
    </message>
    <message>
        <source>{entries} entries are not archived yet.</source>
        <translation>{entries} wpisów nie jest jeszcze w archiwum.</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>Nie obejmuje tego jeszcze podpisany punkt kontrolny.</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>Dysk jest prawie pełny.</translation>
    </message>
    <message>
        <source>Make room now: no unit is made without a record.</source>
        <translation>Zwolnij miejsce: żadna sztuka nie powstaje bez zapisu.</translation>
    </message>
    <message>
        <source>There is no station in {path}.</source>
        <translation>W {path} nie ma stacji.</translation>
    </message>
    <message>
        <source>This station is there already.</source>
        <translation>Ta stacja już istnieje.</translation>
    </message>
    <message>
        <source>{path} cannot be read or written.</source>
        <translation>Nie można odczytać lub zapisać {path}.</translation>
    </message>
    <message>
        <source>Check the path, its rights and the free space.</source>
        <translation>Sprawdź ścieżkę, prawa i wolne miejsce.</translation>
    </message>
    <message>
        <source>{path} is not right&lt;, line {line}&gt;.</source>
        <translation>{path} jest nieprawidłowy&lt;, wiersz {line}&gt;.</translation>
    </message>
    <message>
        <source>The product&apos;s profile is not right.</source>
        <translation>Profil produktu jest nieprawidłowy.</translation>
    </message>
    <message>
        <source>The product&apos;s substitution table is not right.</source>
        <translation>Tabela podstawień produktu jest nieprawidłowa.</translation>
    </message>
    <message>
        <source>The report does not hold.</source>
        <translation>Raport jest niewiarygodny.</translation>
    </message>
    <message>
        <source>Do not rely on it; verify the unit again.</source>
        <translation>Nie polegaj na nim; sprawdź sztukę ponownie.</translation>
    </message>
    <message>
        <source>No memory for secrets can be locked.</source>
        <translation>Nie można zablokować pamięci na sekrety.</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>Tutaj to niemożliwe.</translation>
    </message>
    <message>
        <source>Stopped, as asked for.</source>
        <translation>Zatrzymano na żądanie.</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>Uruchom ponownie, gdy będziesz gotów.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>Coś poszło nie tak w programie.</translation>
    </message>
    <message>
        <source>Report it; nothing is lost.</source>
        <translation>Zgłoś to; nic nie przepadło.</translation>
    </message>
    <message>
        <source>The lid was opened in the middle of a unit.</source>
        <translation>Pokrywa została otwarta w trakcie pracy nad sztuką.</translation>
    </message>
    <message>
        <source>Shut it: the unit goes on from where it was.</source>
        <translation>Zamknij ją: praca nad sztuką będzie kontynuowana.</translation>
    </message>
    <message>
        <source>The unit was taken out in the middle of its work.</source>
        <translation>Sztuka została wyjęta w trakcie pracy.</translation>
    </message>
    <message>
        <source>The printer {printer} has not printed.</source>
        <translation>Drukarka {printer} nie wydrukowała.</translation>
    </message>
    <message>
        <source>Look at the printer; then print the label again.</source>
        <translation>Sprawdź drukarkę; potem wydrukuj etykietę ponownie.</translation>
    </message>
    <message>
        <source>Put it back: it goes on from where it was.</source>
        <translation>Włóż ją z powrotem: praca będzie kontynuowana.</translation>
    </message>
    <message>
        <source>The lane is in use: by a run here, or by another program.</source>
        <translation>Gniazdo jest w użyciu: przez pracę tutaj albo przez inny program.</translation>
    </message>
    <message>
        <source>Stop that first.</source>
        <translation>Najpierw to zatrzymaj.</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Zdarzenie</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Gniazdo</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n wpis</numerusform>
            <numerusform>%n wpisy</numerusform>
            <numerusform>%n wpisów</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan a label, or type its number</source>
        <translation>Zeskanuj etykietę lub wpisz numer</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numer seryjny</translation>
    </message>
    <message>
        <source>Until: 2026-12-31</source>
        <translation>Do: 2026-12-31</translation>
    </message>
    <message>
        <source>Until this day</source>
        <translation>Do tego dnia</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Entries of the audit log, the newest first</source>
        <translation>Wpisy dziennika audytu, od najnowszych</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Wszystkie zlecenia</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Czytanie …</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Wpisy</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Ta zmiana</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 godziny</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>Cała statystyka</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Co jest pokazane</translation>
    </message>
</context>
<context>
    <name>keyline::station::LoginPanel</name>
    <message>
        <source>Log in</source>
        <translation>Logowanie</translation>
    </message>
    <message>
        <source>The key service checks badge and PIN …</source>
        <translation>Usługa kluczy sprawdza identyfikator i PIN …</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Scan your badge, or type its number</source>
        <translation>Zeskanuj identyfikator lub wpisz jego numer</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Identyfikator</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Od początku</translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message>
        <source>%1: a second person has to approve it.</source>
        <translation>%1: musi to zatwierdzić druga osoba.</translation>
    </message>
    <message>
        <source>%1: done, and on record.</source>
        <translation>%1: wykonano i zapisano.</translation>
    </message>
    <message>
        <source>%1 is for lane %2: place the unit.</source>
        <translation>%1 jest dla gniazda %2: włóż sztukę.</translation>
    </message>
    <message>
        <source>The scan was not whole. Scan again.</source>
        <translation>Skan był niepełny. Zeskanuj ponownie.</translation>
    </message>
    <message>
        <source>Not taken: this run gives numbers by itself. Place the unit.</source>
        <translation>Nie przyjęto: numery są tu nadawane same. Włóż sztukę.</translation>
    </message>
    <message>
        <source>Not taken: start an order first.</source>
        <translation>Nie przyjęto: najpierw uruchom zlecenie.</translation>
    </message>
    <message>
        <source>Keyline station</source>
        <translation>Stacja Keyline</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Gniazda</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Zlecenia</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>Jakość</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Wyloguj</translation>
    </message>
    <message>
        <source>Finish and close</source>
        <translation>Dokończ i zamknij</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Pracuj dalej</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>%n sztuka w obróbce: okno zamknie się po jej ukończeniu.</numerusform>
            <numerusform>%n sztuki w obróbce: okno zamknie się po ich ukończeniu.</numerusform>
            <numerusform>%n sztuk w obróbce: okno zamknie się po ich ukończeniu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>%n sztuka w obróbce. Dokończyć i zamknąć?</numerusform>
            <numerusform>%n sztuki w obróbce. Dokończyć i zamknąć?</numerusform>
            <numerusform>%n sztuk w obróbce. Dokończyć i zamknąć?</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: its label is with the printer, and on record.</source>
        <translation>%1: etykieta jest w drukarce i w zapisie.</translation>
    </message>
    <message>
        <source>Request %1 is approved, and done.</source>
        <translation>Prośba %1 została zatwierdzona i wykonana.</translation>
    </message>
    <message>
        <source>Request %1 is at an end; nothing was done.</source>
        <translation>Prośba %1 jest zakończona; nic nie zrobiono.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Zgody</translation>
    </message>
</context>
<context>
    <name>keyline::station::Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>Postęp zlecenia</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Yield of the shift</source>
        <translation>Uzysk zmiany</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: zostało %2</translation>
    </message>
    <message>
        <source>No order may be worked on</source>
        <translation>Brak zlecenia do pracy</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 z %2</translation>
    </message>
    <message>
        <source>Passed of the order: %1</source>
        <translation>Dobre w zleceniu: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>in an hour; target %1</source>
        <translation>na godzinę; cel %1</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>na godzinę</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Zatrzymywanie …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>A supervisor makes orders.</source>
        <translation>Zlecenia tworzy kierownik.</translation>
    </message>
    <message>
        <source>Opening the lanes and asking the key service …</source>
        <translation>Otwieranie gniazd i pytanie usługi kluczy …</translation>
    </message>
    <message>
        <source>Scan a label, then place its unit.</source>
        <translation>Zeskanuj etykietę, potem włóż sztukę.</translation>
    </message>
    <message>
        <source>Place units: each begins by itself.</source>
        <translation>Wkładaj sztuki: każda zaczyna się sama.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>%n sztuka w obróbce: najpierw zostanie ukończona.</numerusform>
            <numerusform>%n sztuki w obróbce: najpierw zostaną ukończone.</numerusform>
            <numerusform>%n sztuk w obróbce: najpierw zostaną ukończone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersModel</name>
    <message>
        <source>Draft</source>
        <translation>Szkic</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Zwolnione</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Zamknięte</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 z %2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Dobre</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Pozostało</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>Przerwane</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Złe</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Kwarantanna</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>Zlecenia</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Zapytaj ponownie</translation>
    </message>
</context>
<context>
    <name>keyline::station::PinPad</name>
    <message>
        <source>Remove the last digit</source>
        <translation>Usuń ostatnią cyfrę</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Zatwierdź</translation>
    </message>
</context>
<context>
    <name>keyline::station::PlotView</name>
    <message>
        <source>Statistics</source>
        <translation>Statystyka</translation>
    </message>
    <message>
        <source>Passed %1, first-pass yield %2 %</source>
        <translation>%1 dobrych, uzysk za pierwszym razem %2 %</translation>
    </message>
</context>
<context>
    <name>keyline::station::QaPage</name>
    <message>
        <source>Scan the unit&apos;s label</source>
        <translation>Zeskanuj etykietę sztuki</translation>
    </message>
    <message>
        <source>Serial number on the label</source>
        <translation>Numer seryjny z etykiety</translation>
    </message>
    <message>
        <source>Where the unit is</source>
        <translation>Gdzie jest sztuka</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Sprawdź</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>Nie czekaj</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kontrola</translation>
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
        <source>Checks</source>
        <translation>Kontrole</translation>
    </message>
    <message>
        <source>Not at hand: records alone</source>
        <translation>Nie ma jej tu: tylko zapisy</translation>
    </message>
    <message>
        <source>In lane %1</source>
        <translation>W gnieździe %1</translation>
    </message>
    <message>
        <source>The lock and the key service are asked; nothing is written to the lock …</source>
        <translation>Pytanie zamka i usługi kluczy; w zamku nic się nie zapisuje …</translation>
    </message>
    <message>
        <source>%1, chip %2; report signed by %3</source>
        <translation>%1, układ %2; raport podpisał %3</translation>
    </message>
    <message>
        <source>Nothing is ever written to a unit that is verified.</source>
        <translation>W sprawdzanej sztuce nigdy nic się nie zapisuje.</translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kolory</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>Numery seryjne</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Dźwięki</translation>
    </message>
    <message>
        <source>Target in an hour</source>
        <translation>Cel na godzinę</translation>
    </message>
    <message>
        <source>Log out after rest</source>
        <translation>Wyloguj po bezczynności</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Jasny</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Ciemny</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Wysoki kontrast</translation>
    </message>
    <message>
        <source>The order&apos;s next: a unit begins by itself</source>
        <translation>Następny ze zlecenia: sztuka zaczyna się sama</translation>
    </message>
    <message>
        <source>Scanned: a label for each unit</source>
        <translation>Skanowane: etykieta dla każdej sztuki</translation>
    </message>
    <message>
        <source>Sounds are on</source>
        <translation>Dźwięki włączone</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Brak</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nigdy</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source>Scan anything: what the scanner sends is shown here.</source>
        <translation>Zeskanuj cokolwiek: tu widać, co wysyła skaner.</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Gniazdo</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Łącze</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Gniazda</translation>
    </message>
    <message>
        <source>Test all lanes</source>
        <translation>Sprawdź wszystkie gniazda</translation>
    </message>
    <message>
        <source>A lock answers: chip %1</source>
        <translation>Odpowiada zamek: układ %1</translation>
    </message>
    <message>
        <source>The port is there; the place is empty</source>
        <translation>Port działa; gniazdo jest puste</translation>
    </message>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>Skaner wysłał %n znak: %1</numerusform>
            <numerusform>Skaner wysłał %n znaki: %1</numerusform>
            <numerusform>Skaner wysłał %n znaków: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Ports that no lane has</source>
        <translation>Porty bez gniazda</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Miejsce</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Przypisz</translation>
    </message>
    <message>
        <source>Hold: remove lane</source>
        <translation>Przytrzymaj: usuń gniazdo</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Gniazdo %1</translation>
    </message>
    <message>
        <source>No other port is found</source>
        <translation>Nie ma innego portu</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Cannot be used, line %1: %2</source>
        <translation>Nie można użyć, wiersz %1: %2</translation>
    </message>
    <message>
        <source>Type %1, table of %2 bytes.</source>
        <translation>Typ %1, tabela %2 B.</translation>
    </message>
    <message>
        <source>A unit begins when it is put in.</source>
        <translation>Sztuka rusza po włożeniu.</translation>
    </message>
    <message>
        <source>A unit begins when its label is scanned.</source>
        <translation>Sztuka rusza po zeskanowaniu etykiety.</translation>
    </message>
</context>
<context>
    <name>keyline::station::StripModel</name>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nikt</translation>
    </message>
    <message>
        <source>Log in with badge and PIN.</source>
        <translation>Zaloguj się identyfikatorem i PIN-em.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Brak</translation>
    </message>
    <message>
        <source>Choose an order and start it.</source>
        <translation>Wybierz zlecenie i uruchom je.</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 z %3</translation>
    </message>
    <message>
        <source>The order is complete.</source>
        <translation>Zlecenie jest ukończone.</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>hardware security module</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Gotowy</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nie działa</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nieznany</translation>
    </message>
    <message>
        <source>The key service has to answer first.</source>
        <translation>Najpierw musi odpowiedzieć usługa kluczy.</translation>
    </message>
    <message>
        <source>Key service</source>
        <translation>Usługa kluczy</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Łączenie</translation>
    </message>
    <message>
        <source>The key service is starting, or does not answer yet.</source>
        <translation>Usługa kluczy startuje lub jeszcze nie odpowiada.</translation>
    </message>
    <message>
        <source>Units in work wait, and go on when it is back. Nothing is lost.</source>
        <translation>Sztuki w obróbce czekają i ruszą, gdy wróci. Nic nie ginie.</translation>
    </message>
    <message>
        <source>Issues nothing</source>
        <translation>Nic nie wydaje</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Działa</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Dziennik audytu</translation>
    </message>
    <message>
        <source>Nothing is produced, and no PASS is shown: no unit without a record.</source>
        <translation>Nic się nie produkuje i nie pokazuje DOBRY: żadnej sztuki bez zapisu.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Zapisuje</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Zegar</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Źle</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Dobrze</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiwum</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>Czeka: %1</translation>
    </message>
    <message>
        <source>Too many entries are not archived: nothing new begins. Bring the key service back.</source>
        <translation>Zbyt wiele wpisów bez archiwizacji: nic nowego się nie zaczyna. Przywróć usługę kluczy.</translation>
    </message>
    <message>
        <source>Many entries are not archived yet. Is the key service there?</source>
        <translation>Wiele wpisów bez archiwizacji. Czy usługa kluczy działa?</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Kompletne</translation>
    </message>
    <message>
        <source>The station has to be opened first.</source>
        <translation>Najpierw trzeba otworzyć stację.</translation>
    </message>
    <message>
        <source>Disk low</source>
        <translation>Mało miejsca na dysku</translation>
    </message>
</context>
<context>
    <name>keyline::station::UnitPanel</name>
    <message>
        <source>Hold: try again</source>
        <translation>Przytrzymaj: ponów</translation>
    </message>
    <message>
        <source>Hold: abort this unit</source>
        <translation>Przytrzymaj: przerwij</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>Cofnij numer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wstecz</translation>
    </message>
    <message>
        <source>Print label again …</source>
        <translation>Etykieta ponownie …</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>Zablokuj …</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>Do poprawy …</translation>
    </message>
    <message>
        <source>Release …</source>
        <translation>Zwolnij …</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>Nowy klucz …</translation>
    </message>
    <message>
        <source>Scrap …</source>
        <translation>Złomuj …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Gniazdo %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>Wznów gniazdo</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>Zatrzymaj gniazdo</translation>
    </message>
</context>
<context>
    <name>keyline::station::Words</name>
    <message>
        <source>PASS</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>DOBRY</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>ZŁY</translation>
    </message>
    <message>
        <source>ERROR</source>
        <comment>outcome of a unit: the station&apos;s fault</comment>
        <translation>BŁĄD</translation>
    </message>
    <message>
        <source>ABORTED</source>
        <comment>outcome of a unit</comment>
        <translation>PRZERWANO</translation>
    </message>
    <message>
        <source>QUARANTINE</source>
        <comment>outcome of a unit: its state is not known</comment>
        <translation>KWARANTANNA</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>Issuing key</source>
        <translation>Wydanie klucza</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Zapis</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>Dowód</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Zamykanie</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>Potwierdzenie</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Nieużywane</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Uzbrojone</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Puste</translation>
    </message>
    <message>
        <source>Unit in place</source>
        <translation>Sztuka w gnieździe</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Gotowe</translation>
    </message>
    <message>
        <source>Fixture away</source>
        <translation>Brak łącza</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Zatrzymane</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Zakończone</translation>
    </message>
    <message>
        <source>Place a unit</source>
        <translation>Włóż sztukę</translation>
    </message>
    <message>
        <source>Scan the next label</source>
        <translation>Zeskanuj etykietę</translation>
    </message>
    <message>
        <source>Scan its label</source>
        <translation>Zeskanuj jej etykietę</translation>
    </message>
    <message>
        <source>Its turn to scan comes</source>
        <translation>Czeka na swoją kolej</translation>
    </message>
    <message>
        <source>Take the unit away</source>
        <translation>Wyjmij sztukę</translation>
    </message>
    <message>
        <source>Check cable and adapter</source>
        <translation>Sprawdź kabel i adapter</translation>
    </message>
    <message>
        <source>Resume it to go on</source>
        <translation>Wznów, aby kontynuować</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Gniazdo %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>czeka na %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Krok %1 z %2</translation>
    </message>
    <message>
        <source>%1, resumed</source>
        <translation>%1, wznowiono</translation>
    </message>
    <message>
        <source>Genuine and intact</source>
        <translation>Autentyczna i nienaruszona</translation>
    </message>
    <message>
        <source>Genuine, altered</source>
        <translation>Autentyczna, zmieniona</translation>
    </message>
    <message>
        <source>Known, cannot prove</source>
        <translation>Znana, bez dowodu</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>Nie nasza</translation>
    </message>
    <message>
        <source>Clone suspected</source>
        <translation>Podejrzenie klonu</translation>
    </message>
    <message>
        <source>Label and lock</source>
        <translation>Etykieta i zamek</translation>
    </message>
    <message>
        <source>Number in the registry</source>
        <translation>Numer w rejestrze</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Układ</translation>
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
        <translation>Stan zamka</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Rejestr</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Autotest</translation>
    </message>
    <message>
        <source>Capture challenge</source>
        <translation>Wyzwanie przejęcia</translation>
    </message>
    <message>
        <source>Table proof</source>
        <translation>Dowód tablicy</translation>
    </message>
    <message>
        <source>Entry in the signed log</source>
        <translation>Wpis w podpisanym dzienniku</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Dobrze</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Źle</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nie sprawdzono</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Odnotowano</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Lid open</source>
        <translation>Pokrywa otwarta</translation>
    </message>
    <message>
        <source>Extend an order</source>
        <translation>Rozszerzyć zlecenie</translation>
    </message>
    <message>
        <source>Scrap a unit</source>
        <translation>Złomować sztukę</translation>
    </message>
    <message>
        <source>Quarantine many units</source>
        <translation>Zablokować wiele sztuk</translation>
    </message>
    <message>
        <source>Release a unit</source>
        <translation>Zwolnić sztukę</translation>
    </message>
    <message>
        <source>New key for a unit</source>
        <translation>Nowy klucz dla sztuki</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Dodać operatora</translation>
    </message>
    <message>
        <source>Change an operator</source>
        <translation>Zmienić operatora</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>Zresetować PIN</translation>
    </message>
    <message>
        <source>Hand keys over</source>
        <translation>Przekazać klucze</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Odczytano</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Odpowiedziano</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odmówiono</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Brak</translation>
    </message>
    <message>
        <source>Shut the lid</source>
        <translation>Zamknij pokrywę</translation>
    </message>
    <message>
        <source>%1 (lane %2)</source>
        <translation>%1 (gniazdo %2)</translation>
    </message>
    <message>
        <source>Not finished before: %1. Put back into a lane, each goes on where it was.</source>
        <translation>Wcześniej nieukończone: %1. Po ponownym włożeniu każda sztuka jest kontynuowana od miejsca przerwania.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Przyczyna</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Liczba</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Próby</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Stacja</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
</context>
</TS>
