"""Terms that name no date: the first of the readers that knows the words."""

from __future__ import annotations

from .ahead import read_ahead
from .conditions import read_condition, read_reference
from .frame import Frame
from .items import Item, Then
from .on_event import read_on
from .relative import read_after, read_within
from .stream import Stream
from .whole import read_whole

Read = tuple[Item, int] | None

#: First words of every phrase of this module; other words are passed by at once.
_FIRST = (
    r"по|при|после|в|во|на|за|до|к|ко|перед|накануне|с|со|от|через|спустя|согласно|исходя|см|смотри|смотреть"
    r"|если|когда|далее|пока|вслед|течение|всегда|планомерно|неограниченно|последовательно|без|вс[яеёюи]|всего|всей"
    r"|затем|впоследствии|потом|не|минимум|примерно|максимум|ориентировочно|сразу|непосредственно|начиная|одновременно"
    r"|параллельно|ситуативно|факультативно|эпизодически|выборочно|периодически|необходимост\w+|индивидуально|постоянно"
    r"|систематически|непрерывно|регулярно|кругл\w+|весь|период\w*|цел\w+|полный|все|учебный|уч|еженедельно|перманентно|бессрочно|дата"
    r"|срок\w*|время|устанавлива\w+|определя\w+|назнача\w+|един\w+|всероссийск\w+|международн\w+|д[ен][нея]\w*"
    r"|перв\w+|втор\w+|треть\w+|последн\w+|преддверии|следом|кажд\w+|как|недел\w+|декад\w+|месячник\w*|декадник\w*"
    r"|\w*(?:дневн|недельн|месячн)(?:ый|ого)"
)


def read_event(s: Stream, at: int, frame: Frame) -> Read:
    """Whatever of this module begins at the token, or None."""
    if s[at].kind not in ("num", "ord", "duration") and not s.matches(at, _FIRST):
        return None
    for reader in (_then, read_whole, read_condition, read_reference, read_within, read_ahead, read_after, read_on):
        found = reader(s, at, frame)
        if found is not None:
            return found
    return None


def _then(s: Stream, at: int, frame: Frame) -> Read:
    after = s.phrase(at, r"далее|затем|впоследствии|потом")
    if after is None:
        after = s.phrase(at, r"в", r"дальнейшем|последующем|последующие", r"?годы")
    return None if after is None else (Then(), after)
