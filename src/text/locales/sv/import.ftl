import-title = Importera från fil
import-lead-clients = Lägg till många klienter på en gång från en tabell. Du blir egen kontaktperson om tabellen inte nämner någon annan.
import-file = Fil
import-file-hint = En arbetsbok från Excel (.xlsx) eller LibreOffice (.ods), eller en CSV-fil.
import-file-needed = Välj en fil.
import-dry-run = Pröva först
import-dry-run-hint = Berättar vad som skulle hända men sparar inget.
import-skip-bad = Spara de rätta raderna även om andra har fel
import-skip-bad-hint = Annars sparas inget förrän alla rader är i ordning.
import-send = Skicka
import-columns = Kolumner
import-columns-lead = Rubriker på finska eller engelska, i vilken ordning som helst. Andra kolumner lämnas bort.
import-columns-clients = asiakasnumero, nimi (obligatorisk), syntymävuosi, kieli, kunta, puhelin, sähköposti, postiosoite, kanava (tekstiviesti, sähköposti, kirje, ei), omatyöntekijä (e-post), turvakielto (kyllä, ei)
import-line = Rad
import-column = Kolumn
import-reason = Vad som ska rättas
import-faults = Fel
import-more-faults = { $n ->
    [one] … och { $n } annat fel.
   *[other] … och { $n } andra fel.
}
import-nothing-written = Inget sparades: filen har { $bad } fel ({ $rows ->
    [one] { $rows } rad
   *[other] { $rows } rader
}). Rätta { $bad ->
    [one] det
   *[other] dem
} och skicka filen på nytt.
import-tried = Prov: av { $rows } rader skulle { $added } läggas till, { $standing } finns redan, fel { $bad }. Inget sparades.
import-partly-written = Av { $rows } rader lades { $added } till, { $standing } fanns redan. Fel { $bad }: de raderna sparades inte.
import-written = Av { $rows } rader lades { $added } till, { $standing } fanns redan.
import-column-twice = Samma kolumn finns två gånger i filen. Ta bort den ena.
import-column-missing = En kolumn saknas: { $names }. Lägg till den på första raden.
import-too-many-cells = Raden har fler celler än rubriker. Sätt citattecken runt cellen som innehåller en avgränsare.
import-row-twice = Samma klient finns redan på rad { $line }.
import-row-unreadable = Raden kan inte läsas.
import-yes-no = Skriv kyllä eller ei (också k, e och x duger).
import-lead-groups = Lägg till många grupper på en gång ur en tabell. Grupperna blir utkast som träffas varje vecka från den första dagen.
import-lead-referrals = Lägg till många hänvisningar på en gång ur en tabell. Klienterna är dina egna och har ett klientnummer.
import-columns-groups = name och first_date (behövs), kind (functional, life_management, therapeutic, animal_nature), unit, venue, start_time, duration_minutes, sessions, capacity, min_participants, leader (e-post), leader_from, leader_until
import-columns-referrals = external_ref, group och submitted_on (behövs), reason, channels (åtskilda med |), accompanied_by (e-post)
import-group-twice = Samma grupp finns redan på rad { $line }.
import-unit-unknown = Det finns ingen enhet med det här namnet. Kontrollera namnet.
import-venue-unknown = Det finns ingen plats med det här namnet. Lägg till platsen först eller kontrollera namnet.
import-staff-unknown = Ingen i personalen har den här adressen. Kontrollera adressen.
import-client-unknown = Ingen av dina klienter har det här numret. Kontrollera numret.
import-group-unknown = Det finns ingen grupp med det här namnet, eller flera. Skriv gruppens kod.
import-day-ahead = Dagen ligger i framtiden. Kontrollera dagen.
import-leader-other = Du kan bara importera dina egna grupper. Lämna ledaren tom eller ange din egen adress.
import-checking = Raderna kontrolleras
import-writing = Raderna sparas
import-under-way = Sidan uppdateras av sig själv. Du kan stänga den: importen fortsätter, och resultatet visas på den här adressen i 30 dagar.
import-mark-open = Cellens citattecken stängs inte: filen slutar före dess par. Ta bort tecknet eller lägg till dess par. Inget sparades.
import-mark-inside = I cellen står ett citattecken som varken inleder eller avslutar den. Sätt hela cellen inom citattecken och skriv tecknet inuti två gånger. Inget sparades.
import-cell-like-rows = Cellen har lika många avgränsare som hela rader: saknas ett citattecken? Om cellen är rätt, spara filen med en annan avgränsare. Inget sparades.
import-file-refused = Inget sparades: filen kan inte läsas så här. Rätta den och skicka den på nytt.
import-encoding = Filen har sparats med en annan teckenkodning: där står ”{ $words }”. Spara den som ”CSV UTF-8” och skicka den på nytt. Inget sparades.
import-heading-near = Rubriken är nästan { $names } men inte riktigt. Skriv den så, eller ta bort kolumnen om den är något annat. Inget sparades.
import-protection-unknown = Skriv kyllä eller ei: på andra rader står ei, så en tom cell säger ingetdera.
import-taken = Läses
import-left-out = Lämnas bort
import-absent = Finns inte i filen
import-protection-absent = Filen har ingen kolumn för spärrmarkering (turvakielto): alla sparas utan den.
import-rows = Raderna så som de sparas
import-rows-lead = De första raderna och varje rad som sparas annorlunda än den är skriven eller redan finns annorlunda. Skillnaden är markerad.
import-sheet = Arbetsbokens blad
import-sheet-needed = Arbetsboken har flera blad: { $names }. Välj ett.
import-cell-faulty = Cellen har en formel som inte fungerar (till exempel #REF!). Rätta den. Inget sparades.
import-web-page = Det här är en webbsida, även om namnet kan vara .xls. Öppna den i kalkylprogrammet och spara den som .xlsx eller CSV.
import-workbook-old = Det här är en arbetsbok från ett gammalt Excel (.xls). Spara den som .xlsx eller CSV.
import-workbook-large = Bladet har celler långt från de andra eller över { $rows } rader. Ta bort de överflödiga eller dela filen.
import-workbook-unreadable = Arbetsboken kan inte läsas: den är sönder, krypterad eller för stor. Spara den på nytt.
import-row-fate = Vad som händer
import-row-new = läggs till
import-row-stands = finns redan
import-row-stands-otherwise = finns redan, men annorlunda: ändras inte
import-referral-twice = Klienten remitteras till den här gruppen redan på rad { $line }.
