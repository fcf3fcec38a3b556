"""Reads iCalendar files strictly with PyPI's icalendar and prints their events as JSON, one object a file.

Usage: check_feed.py FILE.ics...
Exits with 1 when a file breaks a rule that real calendar clients need kept.
"""

import json
import sys

from icalendar import Calendar

NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED")
UNWANTED = ("METHOD", "UID", "SOURCE")


def faults_of_bytes(data):
    """The rules of RFC 5545 section 3.1: UTF-8, CRLF, lines of at most 75 octets."""
    if not data.endswith(b"\r\n"):
        yield "the last line has no CRLF"
    for number, line in enumerate(data.removesuffix(b"\r\n").split(b"\r\n"), 1):
        if len(line) > 75:
            yield f"line {number} has {len(line)} octets"
        if any(octet < 32 or octet == 127 for octet in line):
            yield f"line {number} holds a control character"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number} splits a character"


def faults_of_calendar(calendar):
    """One VTIMEZONE for each TZID, the needed properties, and no UID twice."""
    for component in calendar.walk():
        for name, problem in component.errors:
            yield f"{component.name} {name}: {problem}"
    for name in UNWANTED:
        if name in calendar:
            yield f"the calendar has {name}"
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    if not zones:
        yield "there is no VTIMEZONE"
    seen = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID"))
        for name in NEEDED:
            if name not in event:
                yield f"{uid} has no {name}"
        if uid in seen:
            yield f"{uid} comes twice"
        seen.add(uid)
        for name in ("DTSTART", "DTEND"):
            zone = event[name].params.get("TZID")
            if zone is None and event[name].dt.tzinfo is None:
                yield f"{uid} has a floating {name}"
            if zone is not None and zone not in zones:
                yield f"{uid} names {zone}, which has no VTIMEZONE"
        if event.end <= event.start:
            yield f"{uid} ends before it starts"


def shown(event):
    return {
        "uid": str(event["UID"]),
        "start": event.start.isoformat(),
        "timezone": event["DTSTART"].params.get("TZID", "UTC"),
        "end": event.end.isoformat(),
        "summary": str(event["SUMMARY"]),
        "location": str(event.get("LOCATION", "")),
        "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]),
    }


def check(path):
    with open(path, "rb") as file:
        data = file.read()
    faults = list(faults_of_bytes(data))
    calendar = Calendar.from_ical(data.decode("utf-8"))
    faults += faults_of_calendar(calendar)
    events = [] if faults else [shown(event) for event in calendar.walk("VEVENT")]
    name = str(calendar.get("NAME", ""))
    return {"file": path, "name": name, "faults": faults, "events": events}


def main(paths):
    if not paths:
        sys.exit(__doc__)
    results = [check(path) for path in paths]
    for result in results:
        print(json.dumps(result, ensure_ascii=False))
    sys.exit(any(result["faults"] for result in results))


if __name__ == "__main__":
    main(sys.argv[1:])
