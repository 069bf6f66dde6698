"""All that templates may see. Everything is ready to print: sorted, counted, worded.

Addresses are relative to the root of the site; a template puts ``page.root`` before
them. Prose is Markdown until the ``prose`` filter of ``render`` turns it into HTML.
"""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from msgspec import Struct, field

from .framing import Frame
from .permanent import absolute, root

ASSETS = "assets"
"""Below this address lies what pages load, under names with a digest of what is in it."""

MANY = 50
"""More events than this in a list are laid out only where a reader is near them: the
browser shows the first screen in half the time, and only guesses how long the rest is."""

Output = Callable[[], Mapping[str, bytes]]
"""What makes files that are no pages: their bytes by address."""


class Link(Struct, frozen=True, tag=True):
    """Words that lead somewhere."""

    text: str
    href: str


class Backlink(Struct, frozen=True, tag=True):
    """A place in the text that cites a source: its anchor, the locator, a letter."""

    id: str
    locator: str
    letter: str


class Note(Struct, frozen=True, tag=True):
    """A source as one event cites it."""

    number: int
    """Its number in the event."""
    id: str
    """Its anchor, which citations lead to."""
    key: str
    title: str
    href: str
    """Its own page."""
    url: str
    """The original; empty for what is only on paper."""
    address: str
    """The original's address as words, for paper."""
    publisher: str
    author: str
    published: str
    """When, in words; empty if not known."""
    published_datetime: str
    language: str
    """Name of its language; empty if it is the timeline's."""
    lang: str
    """BCP 47 tag of its title; empty if it is the timeline's."""
    archived: str
    archived_on: str
    """Day of the archived copy (ISO), if its address tells."""
    kind: str
    short: str
    """Publisher, or title: the fewest words that name it."""
    uses: tuple[Backlink, ...] = ()
    fragments: Mapping[str, str] = field(default_factory=dict)
    """Addresses that open at a locator's own words."""

    @property
    def locators(self) -> tuple[Link, ...]:
        """The places in the source that are cited, once each; some lead there."""
        found = dict.fromkeys(use.locator for use in self.uses if use.locator)
        return tuple(Link(words, self.fragments.get(words, "")) for words in found)


class Prose(Struct, frozen=True, tag=True):
    """Markdown with what its citations lead to.

    ``scope`` begins the anchors of its citations; ``links`` is put before relative
    addresses in it. ``page`` is the page with the notes, if it is not this one.
    """

    text: str
    scope: str = ""
    notes: Mapping[str, Note] = field(default_factory=dict)
    links: str = ""
    page: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


class When(Struct, frozen=True, tag=True):
    """A date in words."""

    words: str
    short: str
    datetime: str
    """What HTML's <time> takes; empty where HTML has no form for it."""
    others: tuple[str, ...] = ()
    """The same date in other calendars."""
    edtf: str = ""


class Gap(Struct, frozen=True, tag=True):
    """The empty time before an event."""

    words: str
    """“150 years without an entry”; empty below a year."""
    note: Prose
    step: int
    """How much room it takes, 0 to 11, growing with the logarithm of the years."""


class Category(Struct, frozen=True, tag=True):
    """A category as a chip: its shape and hue are numbers from 1 to 8."""

    id: str
    label: str
    href: str
    look: int
    about: str = ""
    count: str = ""
    """How many events it has."""


class Version(Struct, frozen=True, tag=True):
    """One account of a disputed point."""

    says: Prose
    cite: Prose
    rank: str
    rank_words: str
    reason: Prose


class Account(Struct, frozen=True, tag=True):
    """A point on which sources differ."""

    about: str
    versions: tuple[Version, ...]


class Related(Struct, frozen=True, tag=True):
    """Another event, and how it hangs together with this one."""

    how: str
    link: Link
    when: str


class Figure(Struct, frozen=True, tag=True):
    """A picture of an event."""

    href: str
    alt: str
    credit: str
    license: str
    caption: Prose


class Correction(Struct, frozen=True, tag=True):
    """What was corrected and when."""

    when: When
    note: Prose


class Card(Struct, frozen=True, tag=True):
    """One event, ready to print."""

    id: str
    number: int
    """Its place in the order of time, from 1."""
    href: str
    title: str
    when: When
    gap: Gap | None
    summary: Prose
    body: Prose
    status: str
    status_words: str
    status_reason: Prose
    said_by: str
    """Who says and who denies what is alleged or disputed; may be empty."""
    importance: int
    importance_words: str
    categories: tuple[Category, ...]
    places: tuple[Link, ...]
    actors: tuple[Link, ...]
    accounts: tuple[Account, ...]
    accounts_words: str
    notes: tuple[Note, ...]
    related: tuple[Related, ...]
    figures: tuple[Figure, ...]
    corrections: tuple[Correction, ...]
    edit: str
    """Where to suggest a correction; empty if the timeline does not say."""
    data: tuple[tuple[str, str], ...]
    """What scripts read of it: names and values of data- attributes."""


class Stretch(Struct, frozen=True, tag=True):
    """Neighbouring events of the list."""

    cards: tuple[Card, ...]
    words: str = ""
    """What folds them away: “14 context events between …”; empty where they stand open."""
    gap: Gap | None = None
    """The empty time before what is folded."""


class Period(Struct, frozen=True, tag=True):
    """A stretch of time, or of another order, that has a page of its own."""

    link: Link
    count: str
    """How many events, or sources, it has: a number."""
    inner: tuple["Period", ...] = ()
    """The finer ones next in it."""


class Cut(Struct, frozen=True, tag=True):
    """An empty stretch left out of the axis. Lengths are pixels as SVG takes them."""

    x: str
    width: str
    middle: str
    """A share of the picture's width."""
    label: str
    """“150 y”."""
    name: str
    """“150 years cut out here”."""


class Bar(Struct, frozen=True, tag=True):
    """An interval, or the stretch in which an event may lie (``fade``)."""

    kind: str
    x: str
    width: str
    y: str
    look: int
    tips: tuple[str, ...] = ()
    """Where arrows lead on: 0% or 100% of the picture's width."""


class Marker(Struct, frozen=True, tag=True):
    """One event on the axis, or several that would touch, with their count as label."""

    x: str
    """A share of the picture's width."""
    y: str
    href: str
    """Where it leads: to an anchor of this page, or to another page of the site."""
    name: str
    label: str
    look: int
    importance: int
    status: str


class Tick(Struct, frozen=True, tag=True):
    """A boundary of the calendar; without words where they have no room."""

    x: str
    label_x: str
    """A share of the picture's width."""
    label: str


class Stroke(Struct, frozen=True, tag=True):
    """A kept stretch of the line: its ends in pixels and, where to scale, in seconds."""

    x1: str
    x2: str
    start: str = ""
    end: str = ""


class Picture(Struct, frozen=True, tag=True):
    """The axis in one width, as shapes to draw."""

    name: str
    width: str
    height: str
    cuts: tuple[Cut, ...]
    bars: tuple[Bar, ...]
    markers: tuple[Marker, ...]
    ticks: tuple[Tick, ...]
    strip: tuple[str, ...]
    """Where all events stand on the strip at true scale."""
    windows: tuple[tuple[str, str], ...]
    """What of the strip the axis shows: x and width."""
    line: tuple[Stroke, ...]
    """The kept stretches."""


class Spot(Struct, frozen=True, tag=True):
    """Where an event stands on the axis: its marker, its bar, and where it may lie."""

    x: float
    bar: tuple[float, float] | None
    fade: tuple[float, float] | None


class PosterAxis(Struct, frozen=True, tag=True):
    """The axis as posters show it. Places are pixels of one that is ``length`` long."""

    length: int
    line: tuple[tuple[float, float], ...] = ()
    """The kept stretches."""
    cuts: tuple[tuple[float, str], ...] = ()
    """The middle of each cut, and how much time it leaves out."""
    ticks: tuple[tuple[float, float, str], ...] = ()
    """Where each tick stands, where its label does, and what that says."""
    marks: tuple[float, ...] = ()
    """Where events stand, each place once."""


class Poster(Struct, frozen=True, tag=True):
    """The picture that is shown where a link to a page is shared; a PNG of one size."""

    address: str
    alt: str
    """All that it shows, in words."""
    direction: str
    name: str
    """The timeline; empty on its own poster."""
    facts: str
    date: str
    title: str
    below: str
    status: str
    """Empty for what is established."""
    look: int
    axis: PosterAxis
    spot: Spot | None = None
    """Where the event stands that it is about."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is written on it."""
        labels = (label for _, label in self.axis.cuts)
        said = (self.name, self.facts, self.date, self.title, self.below, self.status)
        return (*said, *labels, *(label for _, _, label in self.axis.ticks))


class Feed(Struct, frozen=True, tag=True):
    """A feed and its addresses, one in each format."""

    title: str
    atom: str
    json: str


class Site(Struct, frozen=True, tag=True):
    """What every page shows of the whole."""

    title: str
    subtitle: str
    language: str
    direction: str
    license: Link | None
    menu: tuple[Link, ...]
    base: str = ""
    """Where the site is published; empty if the timeline does not say."""
    locale: str = ""
    """Its language with a country, as social networks name it; empty if not known."""
    feeds: tuple[Feed, ...] = ()
    """Those of the whole; none if it is not known where the site is published."""


class About(Struct, frozen=True, tag=True, kw_only=True):
    """What a page may say of itself to other programs, and gets when all pages are there."""

    picture: str = ""
    """Its poster, or that of the timeline: an address in the site; empty for none."""
    picture_alt: str = ""
    """All that the poster shows, in words."""
    linked: str = ""
    """What it says in the words of schema.org (JSON-LD); empty for none."""
    frame: Frame | None = None
    """What shows it in another page; None for what no other page shows."""


class Page(About, frozen=True, tag=True):
    """What every page has: its address, its title, and the way back to the root."""

    template = "base.html"

    site: Site
    address: str
    title: str
    description: str

    @property
    def root(self) -> str:
        """What leads from this page to the root of the site."""
        return "../" * self.address.count("/")

    @property
    def canonical(self) -> str:
        """The page's permanent address; empty if it is not known."""
        return absolute(self.site.base, self.address)

    @property
    def oembed(self) -> str:
        """Where programs learn how to embed it; empty if that is not known.

        The endpoint with the address in question, as the specification asks (oEmbed 1.0,
        4); a host of files gives the same file whatever is asked of it.
        """
        if not self.canonical or not self.frame:
            return ""
        asked = quote(self.canonical, safe="")
        return f"{absolute(self.site.base, self.frame.oembed)}?url={asked}"

    @property
    def picture_url(self) -> str:
        """The whole address of its picture; empty if it is not known."""
        return absolute(self.site.base, self.picture) if self.picture else ""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that a reader of this page may want, the nearest first."""
        return self.site.feeds


class Citation(Struct, frozen=True, tag=True):
    """How to cite something: in words, and for programs."""

    plain: str
    bibtex: str
    csl: str
    """CSL-JSON."""


class ListPage(Page, frozen=True, tag=True):
    """The events of a timeline in order, with their axis."""

    facts: str
    """“45 events, 1828 to 2024, resting on 130 sources”."""
    total: int
    axis: tuple[Picture, ...]
    stretches: tuple[Stretch, ...]
    is_long: bool
    """Whether there are so many events that some are folded."""
    categories: tuple[Category, ...]
    """Those that an event has, in the order written, with how many have it."""
    count: str
    """“45 events”."""
    extent: str
    """What the whole axis shows: “Showing 1828 to 2024, 45 events”."""
    periods: tuple[Period, ...]
    """The pages with all events, where they do not stand on this one."""
    chosen: str
    """Which events stand on this one then: “The 60 most important of 12,000 events”."""

    @property
    def is_many(self) -> bool:
        """Whether its list is laid out only where a reader is near."""
        return sum(len(stretch.cards) for stretch in self.stretches) > MANY


class IndexPage(ListPage, frozen=True, tag=True):
    """The timeline itself."""

    template = "timeline.html"

    intro: Prose = Prose("")
    notes: tuple[Note, ...] = ()
    stories: tuple[Link, ...] = ()
    """What is told of these events, step by step."""
    first: int = 0
    """How many events of the timeline stand before those of this page."""


class PeriodPage(IndexPage, frozen=True, tag=True, kw_only=True):
    """A stretch of a long timeline: all its events, or the finer periods in it."""

    template = "period.html"

    above: tuple[Link, ...]
    """The periods that it is a part of, from coarse to fine."""
    before: Link | None
    after: Link | None


class EmbedPage(ListPage, frozen=True, tag=True):
    """The timeline as another page frames it."""

    template = "embed.html"

    @property
    def canonical(self) -> str:
        """The permanent address of the timeline itself."""
        return absolute(self.site.base, "index.html")

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """None: whoever wants them opens the whole."""
        return ()


class Row(Struct, frozen=True, tag=True):
    """One line of a list of events."""

    when: When
    link: Link
    status: str
    status_words: str
    """Empty for what is established."""
    categories: tuple[Category, ...]


class EventPage(Page, frozen=True, tag=True):
    """One event with its long text."""

    template = "event.html"

    card: Card
    position: str
    """“Event 2 of 45”."""
    listed: str
    """Where it stands among the others: an anchor of a list."""
    before: Row | None
    after: Row | None
    citation: Citation
    stories: tuple[Link, ...] = ()
    """Those that tell it, each at the step that does."""


class EventEmbedPage(Page, frozen=True, tag=True):
    """One event as another page frames it."""

    template = "event-embed.html"

    card: Card

    @property
    def canonical(self) -> str:
        """The permanent address of the event's own page."""
        return absolute(self.site.base, self.card.href)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """None: whoever wants them opens the whole."""
        return ()


class SourceUse(Struct, frozen=True, tag=True):
    """One event that rests on a source, and where in the source it is found."""

    row: Row
    locators: tuple[str, ...]


class SourcePage(Page, frozen=True, tag=True):
    """One source and what rests on it."""

    template = "source.html"

    note: Note
    kind_words: str
    language: str
    country: str
    accessed: str
    license: str
    allows: str
    """What the licence allows, in words; empty if it is not a known one."""
    remark: str
    seen: str
    """What was last seen at its address, and when; empty if nobody looked."""
    count: str
    uses: tuple[SourceUse, ...]
    edit: str
    citation: Citation
    periods: tuple[Period, ...] = ()
    """The pages with all that rests on it, where that is too much for this one."""


class SourceRow(Struct, frozen=True, tag=True):
    """One line of the index of sources."""

    note: Note
    kind_words: str
    language: str
    events: str
    sorting: tuple[str, ...]
    """What each column sorts by."""


class Bundle(Struct, frozen=True, tag=True):
    """Links under one heading."""

    title: str
    links: tuple[Link, ...]


class Order(Struct, frozen=True, tag=True):
    """All sources in one order: by use, by date …"""

    id: str
    title: str
    bundles: tuple[Bundle, ...]


class SourcesPage(Page, frozen=True, tag=True):
    """All sources."""

    template = "sources.html"

    count: str
    rows: tuple[SourceRow, ...]
    orders: tuple[Order, ...]
    downloads: tuple[Bundle, ...]
    """All events and all sources as files for other programs."""
    caption: str
    """Which sources stand in the table, in what order."""
    parts: tuple[Period, ...] = ()
    """The pages with all sources, where they are too many for this one."""


class PartPage(Page, frozen=True, tag=True):
    """A part of a list that is too long for one page."""

    heading: str
    """Which part; its title also says of what it is."""
    count: str
    above: tuple[Link, ...]
    """What it is a part of: the page that leads to all parts, then coarser ones."""
    before: Link | None
    after: Link | None


class SourcesPartPage(PartPage, frozen=True, tag=True):
    """Some of very many sources, from one publisher to another."""

    template = "sources-part.html"

    rows: tuple[SourceRow, ...]
    caption: str


class GroupPage(Page, frozen=True, tag=True):
    """The events of one category, actor or place."""

    template = "group.html"

    kind: str
    kind_words: str
    about: str
    count: str
    rows: tuple[Row, ...]
    periods: tuple[Period, ...] = ()
    """The pages with all its events, where they are too many for this one."""
    own_feeds: tuple[Feed, ...] = ()
    """What is new among these events alone."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Its own, then those of the whole."""
        return (*self.own_feeds, *self.site.feeds)


class RowsPage(PartPage, frozen=True, tag=True):
    """A period of what a category, an actor, a place or a source has very much of."""

    template = "rows.html"

    uses: tuple[SourceUse, ...]
    """Its events, where it is one page; what a source's are cited for."""
    periods: tuple[Period, ...]
    """The finer ones, where it is not."""


class TextPage(Page, frozen=True, tag=True):
    """A page of content/."""

    template = "text.html"

    text: Prose
    notes: tuple[Note, ...]
    downloads: tuple[Bundle, ...] = ()
    """The same files, on the page that tells how the timeline was made."""


class StoryRow(Struct, frozen=True, tag=True):
    """One line of the list of stories."""

    link: Link
    about: str
    """What it tells, in plain words; may be empty."""
    count: str
    """“7 steps, 1828 to 2024”."""


class StoriesPage(Page, frozen=True, tag=True):
    """All stories."""

    template = "stories.html"

    rows: tuple[StoryRow, ...]


class StoryStep(Struct, frozen=True, tag=True):
    """One event as a story tells it.

    The notes of ``card`` are those that the words cite, then those of the event.
    """

    card: Card
    words: Prose
    position: str
    """“2 of 7”."""
    before: str
    """The anchor of the step before; that of the introduction for the first."""
    after: str
    """The anchor of the next one; empty for the last."""


class StoryPage(Page, frozen=True, tag=True):
    """Chosen events in the order of a story, with the words that tell it."""

    template = "story.html"

    summary: Prose
    introduction: Prose
    notes: tuple[Note, ...]
    """What the summary and the introduction cite."""
    count: str
    """“7 steps, 1828 to 2024”."""
    start: str
    """The anchor of the introduction."""
    steps: tuple[StoryStep, ...]


class Change(Struct, frozen=True, tag=True):
    """What happened to one entry; ``note`` is empty but for a correction."""

    link: Link
    note: Prose


class Changes(Struct, frozen=True, tag=True):
    """All changes of one kind on a day: ``correction``, ``added`` or ``changed``."""

    kind: str
    words: str
    made: tuple[Change, ...]


class Day(Struct, frozen=True, tag=True):
    """All changes of one day."""

    when: When
    kinds: tuple[Changes, ...]


class ChangesPage(Page, frozen=True, tag=True):
    """Corrections and additions, newest first."""

    template = "changes.html"

    days: tuple[Day, ...]


class Figures(Struct, frozen=True, tag=True):
    """One number with its words: “165 of 306 sentences cite a source”."""

    number: str
    words: str


class Share(Struct, frozen=True, tag=True):
    """How much falls under one value; ``width`` is its bar in percent."""

    label: str
    events: str
    sources: str
    width: str


class Coverage(Struct, frozen=True, tag=True):
    """The shares of one kind: decades, languages, kinds, countries."""

    title: str
    head: str
    shares: tuple[Share, ...]


class Weakness(Struct, frozen=True, tag=True):
    """A list of what could be better supported; empty is good."""

    id: str
    title: str
    count: str
    about: str
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()
    """For each link the words it is about; may be shorter than the links."""


class MatrixRow(Struct, frozen=True, tag=True):
    """One event of the matrix: where its dots stand."""

    link: Link
    when: str
    y: str
    middle: str
    count: str
    dots: tuple[str, ...]


class MatrixColumn(Struct, frozen=True, tag=True):
    """One source of the matrix."""

    link: Link
    x: str
    count: str


class Matrix(Struct, frozen=True, tag=True):
    """Events against sources, as a drawing. Lengths are pixels as SVG takes them."""

    width: str
    height: str
    left: str
    cell: str
    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]


class EvidencePage(Page, frozen=True, tag=True):
    """How well the timeline is supported."""

    template = "evidence.html"

    figures: tuple[Figures, ...]
    matrix: Matrix | None
    """None where it would be too large to be seen."""
    coverage: tuple[Coverage, ...]
    weaknesses: tuple[Weakness, ...]


class RedirectPage(Page, frozen=True, tag=True):
    """What is left at an address that an event had before."""

    template = "redirect.html"

    target: Link
    told: str = ""
    """The address of what the target shows, where that is another page."""

    @property
    def canonical(self) -> str:
        """The permanent address of what it leads to."""
        return absolute(self.site.base, self.told or self.target.href)


class NotFoundPage(Page, frozen=True, tag=True):
    """What a host shows for an address that is not there."""

    template = "404.html"

    @property
    def root(self) -> str:
        """The path of the site, as it stands at any depth; empty if it is not known."""
        return root(self.site.base)

    @property
    def canonical(self) -> str:
        """Nothing: it stands wherever nothing stands."""
        return ""


class Entry(Struct, frozen=True, tag=True):
    """What is new: an event, or one correction of an event."""

    id: str
    """A tag URI."""
    url: str
    """The event's page, from which addresses in the texts begin."""
    title: str
    published: str
    """A moment (RFC 3339); empty if it is not known."""
    updated: str
    card: Card
    correction: Correction | None = None


class FeedPage(Page, frozen=True, tag=True):
    """What is new, in Atom (RFC 4287): the newest first."""

    template = "feed.xml"

    id: str
    updated: str
    home: str
    """The permanent address of the page that shows the same."""
    entries: tuple[Entry, ...]


class JsonFeedPage(FeedPage, frozen=True, tag=True):
    """The same as JSON Feed 1.1."""

    template = "feed.json"


class Located(Struct, frozen=True, tag=True):
    """A permanent address, and the ISO day on which what is there last changed, if known."""

    url: str
    changed: str


class SitemapPage(Page, frozen=True, tag=True):
    """All pages for search engines (sitemaps.org, protocol 0.9)."""

    template = "sitemap.xml"

    places: tuple[Located, ...]


class SitemapIndexPage(SitemapPage, frozen=True, tag=True):
    """All sitemaps, where one would be too long."""

    template = "sitemapindex.xml"


class Pages(Struct, frozen=True):
    """Everything that will be rendered, and the files that go along unchanged."""

    pages: tuple[Page, ...]
    media: tuple[str, ...] = ()
    outputs: tuple[Output, ...] = ()
    """What makes the files beside the pages."""
    posters: tuple[Poster, ...] = ()
    """Pictures that are still to be drawn."""
    events: int = 0
    """How many events the outputs tell of."""
