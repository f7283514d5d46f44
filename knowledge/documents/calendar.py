"""The application windows (七（二）) as an iCalendar file, with reminders before each last day."""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Calendar, Event

from knowledge.guide import Guide
from knowledge.model.general import Window
from knowledge.template import date_text

REMINDERS = (dt.timedelta(days=-7, hours=9), dt.timedelta(days=-3, hours=9), dt.timedelta(hours=9))
"""When reminders ring, from midnight of the last day: a week and three days before, and on the day, at nine."""


def build_calendar(guide: Guide) -> bytes:
    """The windows and their last days as an .ics file; the same guide gives the same bytes."""
    general = guide.general
    calendar = Calendar()
    calendar.add("prodid", "-//jigai//guide calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{general.programme}申报日程")
    where = f"{general.place.address}{general.place.counter}"
    for name, label, window, place in (
        ("online", "网上填报", general.windows.online, general.website.url),
        ("paper", "书面材料递交", general.windows.paper, where),
    ):
        text = _description(guide, label, window)
        calendar.add_component(
            _event(guide, f"{name}-window", f"{label}（申报期）", window.start, window.end, place, text)
        )
        last = _event(guide, f"{name}-last-day", f"{label}截止", window.end, window.end, place, text)
        for reminder in REMINDERS:
            last.add_component(_alarm(f"{label}{date_text(window.end)}{window.until}截止", reminder))
        calendar.add_component(last)
    written: bytes = calendar.to_ical()
    return written


def _event(guide: Guide, name: str, summary: str, first: dt.date, last: dt.date, place: str, description: str) -> Event:
    """A whole-day event from `first` to `last`, both included (the end of an iCalendar day event is not)."""
    opens = guide.general.windows.online.start
    event = Event()
    event.add("uid", f"{guide.folder}-{name}@jigai")
    event.add("dtstamp", dt.datetime(opens.year, opens.month, opens.day, tzinfo=dt.UTC))
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("location", place)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(text: str, trigger: dt.timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", trigger)
    return alarm


def _description(guide: Guide, label: str, window: Window) -> str:
    hours = f"（{window.hours}）" if window.hours else ""
    phones = "、".join(guide.general.contact.phones)
    return (
        f"{guide.general.programme}{label}：{date_text(window.start)}至{date_text(window.end)}{window.until}{hours}。"
        f"咨询电话：{phones}。依据：《{guide.general.short_title}》{window.clause}"
    )
