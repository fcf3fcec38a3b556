import-title = Import a file
import-lead-clients = Add many clients at once from a table. You become the key worker where the table names nobody else.
import-file = File
import-file-hint = A workbook of Excel (.xlsx) or LibreOffice (.ods), or a CSV file.
import-file-needed = Choose a file.
import-dry-run = Try it first
import-dry-run-hint = Tells what would happen, and saves nothing.
import-skip-bad = Save the good rows though others have faults
import-skip-bad-hint = Otherwise nothing is saved until every row is right.
import-send = Send
import-columns = Columns
import-columns-lead = Headings in Finnish or English, in any order. Other columns are left out.
import-columns-clients = external_ref, name (needed), birth_year, language, municipality, phone, email, postal_address, channel (sms, email, letter, none), key_worker (e-mail), address_protection (yes, no)
import-line = Line
import-column = Column
import-reason = What to correct
import-faults = Faults
import-more-faults = { $n ->
    [one] … and { $n } more fault.
   *[other] … and { $n } more faults.
}
import-nothing-written = Nothing was saved: the file has { $bad ->
    [one] { $bad } fault
   *[other] { $bad } faults
} ({ $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}). Correct { $bad ->
    [one] it
   *[other] them
} and send the file again.
import-tried = Trial: of { $rows } rows { $added } would be added, { $standing } stand already, { $bad } faults. Nothing was saved.
import-partly-written = Of { $rows } rows { $added } were added, { $standing } stood already. Faults { $bad }: their rows were not saved.
import-written = Of { $rows } rows { $added } were added, { $standing } stood already.
import-column-twice = The same column stands twice in the file. Remove one.
import-column-missing = A column is missing: { $names }. Add it to the first row.
import-too-many-cells = The row has more cells than headings. Put quotes around the cell that holds a separator.
import-row-twice = The same client already stands on line { $line }.
import-row-unreadable = The row can't be read.
import-yes-no = Write yes or no (k, e and x are taken too).
import-lead-groups = Add many groups at once from a table. They become drafts that meet every week from the first date.
import-lead-referrals = Add many referrals at once from a table. The clients are your own and have a client number.
import-columns-groups = name and first_date (needed), kind (functional, life_management, therapeutic, animal_nature), unit, venue, start_time, duration_minutes, sessions, capacity, min_participants, leader (e-mail), leader_from, leader_until
import-columns-referrals = external_ref, group and submitted_on (needed), reason, channels (separated by |), accompanied_by (e-mail)
import-group-twice = The same group already stands on line { $line }.
import-unit-unknown = There is no unit of this name. Check the name.
import-venue-unknown = There is no venue of this name. Add the venue first, or check the name.
import-staff-unknown = Nobody on the staff has this address. Check it.
import-client-unknown = None of your clients has this number. Check it.
import-group-unknown = There is no group of this name, or there are several. Write the group’s code.
import-day-ahead = The day lies ahead. Check it.
import-leader-other = You can import only your own groups. Leave the leader empty or give your own address.
import-checking = Checking rows
import-writing = Saving rows
import-under-way = This page updates by itself. You may close it: the import goes on, and its result stays at this address for 30 days.
import-mark-open = The quotation mark of this cell is never closed: the file ends first. Remove the mark, or add its pair. Nothing was saved.
import-mark-inside = The cell holds a quotation mark that neither begins nor ends it. Put the whole cell in quotation marks, and write the mark inside twice. Nothing was saved.
import-cell-like-rows = The cell holds as many separators as whole rows do: is a quotation mark missing? If the cell is right, save the file with another separator. Nothing was saved.
import-file-refused = Nothing was saved: the file can’t be read as it is. Correct it and send it again.
import-encoding = The file was saved in another encoding: it reads “{ $words }”. Save it as “CSV UTF-8” and send it again. Nothing was saved.
import-heading-near = The heading is almost { $names }, but not quite. Write it so, or remove the column if it is something else. Nothing was saved.
import-protection-unknown = Write yes or no: other rows say no, so that an empty cell says neither.
import-taken = Read
import-left-out = Left out
import-absent = Not in the file
import-protection-absent = The file has no column address_protection (turvakielto): everybody is saved without address protection.
import-rows = Rows as they will be saved
import-rows-lead = The first rows, and each that is saved otherwise than it is written, or stands otherwise already. The difference is marked.
import-sheet = Sheet of the workbook
import-sheet-needed = The workbook has several sheets: { $names }. Choose one.
import-cell-faulty = A formula of this row has failed (such as #REF!). Correct it. Nothing was saved.
import-web-page = This is a web page, though its name may end in .xls. Open it in the spreadsheet program and save it as .xlsx or CSV.
import-workbook-old = This is a workbook of an old Excel (.xls). Save it as .xlsx or CSV.
import-workbook-large = The sheet has cells far from the others, or more than { $rows } rows. Remove what is too much, or divide the file.
import-workbook-unreadable = The workbook can’t be read: it is damaged, encrypted or too large. Save it anew.
import-row-fate = What happens
import-row-new = is added
import-row-stands = stands already
import-row-stands-otherwise = stands otherwise: left as it is
import-referral-twice = The client is already sent to this group on line { $line }.
