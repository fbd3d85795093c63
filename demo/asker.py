"""A living year in Asker: matters in every state, at real places, by invented people."""

from datetime import timedelta

from dugnad.conversation.services import follow
from dugnad.doing.lifecycle import Giver, NeedKind
from dugnad.doing.models import Need
from dugnad.doing.services.days import DayDetails, TaskDetails
from dugnad.doing.services.needs import pledge
from dugnad.doing.services.results import Story, publish_result, save_result
from dugnad.initiatives.services.answering import agree_to_dugnad, close_initiative, raise_as_case, suggest_other_form
from dugnad.initiatives.services.changing import change_text
from dugnad.initiatives.services.content import Content, content_of
from dugnad.initiatives.services.paper import PaperEntry, enter_paper_list
from dugnad.initiatives.services.starting import withdraw_initiative
from dugnad.people.models import User
from dugnad.threads.services import add_role

from .council import Council
from .stage import Stage


def bathing_place(stage: Stage) -> None:
    """An innbyggerforslag on its way: 214 of 300, with paper lines a clerk must look at."""
    amina = stage.crowd.named("amina")
    stage.start(
        "badeplass",
        amina,
        Content(
            title="Badeplass ved Hvalstrand",
            lead="Trapp, rampe og livbøye på svabergene, så alle kommer seg ut i vannet. Også de som sitter i rullestol.",
            body="I fjor sommer badet vi fra svabergene ved Hvalstrand nesten hver kveld. Broren min så på. "
            "Det finnes ingen vei ned til vannet for en rullestol mellom Holmen og Vollen.\n\n"
            "Vi foreslår en enkel trerampe på 14 meter, en trapp med rekkverk og en livbøye. Vi kan snekre det meste selv.",
            what_needed="Folk som kan snekre, tre til rampen, en båt til å frakte planker.",
            theme="outdoors",
            place_name="Hvalstrand",
            lon=10.4985,
            lat=59.8402,
        ),
        96,
        drawing="badeplass",
    )
    initiative = stage.fresh("badeplass")
    jon = stage.crowd.first(1, skip=300)[0]
    User.objects.filter(pk=jon.pk).update(name="Jon Olav Rønning")
    add_role(matter=initiative.matter, user=jon, kind="starter", now=stage.ago(80))
    stage.support("badeplass", 86, 95)
    stage.advise(
        "badeplass",
        "Dette trenger kommunestyrets ja, for det koster penger og ligger i strandsonen. Samle flere, så blir jeg med på befaring.",
        91,
    )
    text = content_of(stage.fresh("badeplass"))
    better = f"{text.body} Berget skal ikke sprenges, og båt legger vi ikke til før etter 15. juli, når ærfuglen er ferdig med å hekke."
    change_text(
        initiative=stage.fresh("badeplass"),
        content=Content(**{**text.__dict__, "body": better}),
        note="Rampen er flyttet 20 meter på grunn av ærfugl",
        seen_version=1,
        actor=stage.act(amina),
        now=stage.ago(60),
    )
    stage.open_signing("badeplass", 27, closes_in=63)
    stage.sign("badeplass", 198, 27)
    enter_paper_list(
        initiative=stage.fresh("badeplass"),
        entries=[
            *(PaperEntry(user.name, f"Strandveien {number}") for number, user in enumerate(_elsewhere(stage), start=2)),
            PaperEntry(stage.crowd.first(1, skip=3)[0].name, "Bakkeveien 3"),
            PaperEntry("Torgeir Halvorsrud"),
        ],
        received_on=stage.day_ahead(-2),
        source="Heggedal bibliotek",
        form_key="demo-papir-1",
        actor=stage.who("sofie"),
        now=stage.ago(2),
    )
    _talk_about_bathing(stage, amina)
    stage.needs(
        "badeplass",
        50,
        (NeedKind.HOURS, "Snekring, to helger", 16, "personer", 11),
        (NeedKind.THING, "Impregnert tre, 14 meter rampe", 1, "", 0),
        (NeedKind.THING, "Båt til å frakte planker", 1, "", 0),
    )
    timber = Need.objects.get(matter=stage.fresh("badeplass").matter, title__startswith="Impregnert")
    baker = stage.crowd.first(1, skip=301)[0]
    business = stage.crowd.organisation("Trelast ved fjorden", "business", baker)
    pledge(
        need=timber,
        quantity=1,
        actor=stage.act(baker),
        now=stage.ago(40),
        giver=Giver.ORGANISATION,
        organisation=business,
        note="Vi gir materialene",
    )
    stage.municipality_gives(
        "badeplass", "Søknad og fester i fjellet", 30, condition="hvis kommunestyret sier ja", kroner=180_000
    )


def _elsewhere(stage: Stage) -> list[User]:
    """People who signed on paper: names that nobody else has, and no accounts."""
    names = "Aslaug Bratli;Birger Contzen;Dagny Engeseth;Einar Fagerli;Gudrun Haugland;Håkon Ihle;Jorunn Kvamme;Knut Lindheim"
    names += ";Margit Nordby;Oddvar Presterud;Randi Skaug;Steinar Thoresen;Unni Vestby;Wenche Ødegaard;Åse Bugge;Øystein Kolstad"
    return [User(name=name) for name in names.split(";")]


def _talk_about_bathing(stage: Stage, amina: User) -> None:
    first, second, third, fourth, fifth = stage.crowd.first(5, skip=310)
    stage.say(
        "badeplass",
        "for",
        first,
        "Det er det eneste stedet på strekningen der terrenget er slakt nok til rullestol.",
        70,
        agrees=31,
    )
    stage.say("badeplass", "for", second, "Da får vi folk ned dit om kvelden. Det blir tryggere, ikke mer bråk.", 55, agrees=18)
    stage.say(
        "badeplass",
        "against",
        third,
        "Ærfuglen hekker på holmen utenfor. Vi bør vente med båt til etter 15. juli.",
        66,
        agrees=24,
        answer=(stage.act(amina), "Godt poeng. Vi har flyttet rampen og skrevet inn datoen i forslaget."),
    )
    stage.say("badeplass", "against", fourth, "Parkeringen er full allerede. Hvor skal bilene stå?", 30, agrees=12)
    stage.say(
        "badeplass",
        "question",
        fifth,
        "Hvem rydder når det har vært storm?",
        20,
        answer=(stage.act(amina), "Vi spør badelaget om å ha en vaktliste. De møtes i januar."),
    )


def school_road(stage: Stage, council: Council) -> None:
    """An innbyggerforslag that was handed in and is decided next week."""
    starter = stage.crowd.first(1, skip=320)[0]
    stage.start(
        "skolevei",
        starter,
        Content(
            title="Tryggere skolevei i Hagaløkkveien",
            lead="Fortau på 300 meter, lys i krysset og 30-sone utenfor skolen.",
            body="Hver morgen går 140 barn i veibanen fordi det ikke finnes fortau. I vinter ble to av dem nesten påkjørt.\n\n"
            "Vi ber om fortau på den ene siden, lys i krysset og 30-sone. Vi kan måle trafikken selv før og etter.",
            what_needed="Trafikktelling, og en befaring med kommunen.",
            theme="traffic",
            place_name="Hagaløkkveien",
            lon=10.4412,
            lat=59.8361,
        ),
        170,
        drawing="skolevei",
    )
    stage.support("skolevei", 64, 168, skip=20)
    stage.advise(
        "skolevei",
        "Skolen og politiet er enige med dere. Fortau må kommunestyret avgjøre, så gjør det gjerne til et forslag.",
        165,
    )
    stage.open_signing("skolevei", 130, closes_in=30)
    stage.sign("skolevei", 310, 129, until=58, skip=10)
    who = stage.crowd.first(2, skip=330)
    stage.say(
        "skolevei",
        "for",
        who[0],
        "Jeg kjører der hver dag og ser barna i grøfta. Lys i krysset alene ville hjulpet mye.",
        120,
        agrees=42,
    )
    stage.say("skolevei", "against", who[1], "Fortauet tar to meter av hagene våre. Kan dere prøve 30-sone først?", 110, agrees=9)
    council.prepare(
        "skolevei",
        background="310 innbyggere ber om fortau, lys og 30-sone. Strekningen er 300 meter og har 2 100 biler i døgnet.",
        assessment="Lys og 30-sone kan være på plass før sommeren. Fortau krever grunn fra fire eiendommer og tar to år.",
        proposal="Kommunestyret vedtar lys og 30-sone nå, og ber om en plan for fortau innen ett år.",
        days_ago=20,
    )
    council.coming("skolevei", days_ago=12)


def allotments(stage: Stage, council: Council) -> None:
    """An idea that a co-worker took to the politicians without waiting for signatures."""
    starter = stage.crowd.first(1, skip=340)[0]
    stage.start(
        "kolonihager",
        starter,
        Content(
            title="Kolonihager på Føyka",
            lead="Tjue små jordlapper med felles redskapsbod, midt i sentrum.",
            body="Mange av oss bor i blokk og savner jord på hendene. Den ubrukte stripen ved Føyka får sol hele dagen.",
            theme="climate",
            place_name="Føyka",
            lon=10.4357,
            lat=59.8311,
        ),
        75,
        drawing="skolehage",
    )
    stage.support("kolonihager", 41, 70, skip=30)
    raise_as_case(
        initiative=stage.fresh("kolonihager"),
        answer="Fint forslag. Stripen er regulert til idrett, så utvalget må se på den. Jeg skriver saken fram og ringer deg før møtet.",
        actor=stage.who("sofie"),
        now=stage.ago(70),
    )
    council.prepare(
        "kolonihager",
        background="Stripen ved Føyka er 900 kvadratmeter og står tom.",
        assessment="En midlertidig avtale i fem år kan gjøres uten ny regulering.",
        proposal="Utvalget sier ja til kolonihager i fem år, med årlig leie på 500 kroner.",
        days_ago=25,
    )
    council.coming("kolonihager", days_ago=10)


def ski_track(stage: Stage, council: Council) -> None:
    """Decided with a yes: measures with owners, one of them done."""
    starter = stage.crowd.first(1, skip=350)[0]
    stage.start(
        "lysloype",
        starter,
        Content(
            title="Lys i skiløypa ved Gjellumvannet",
            lead="Tolv lysmaster, så barn og voksne kan gå på ski etter skole og jobb.",
            body="Løypa er fin, men mørk fra klokka fire. Idrettslaget kan reise mastene på dugnad hvis kommunen tar kabelen.",
            theme="sports",
            place_name="Gjellumvannet",
            lon=10.4492,
            lat=59.7808,
        ),
        260,
        drawing="lysloype",
    )
    stage.support("lysloype", 72, 258, skip=5)
    stage.advise(
        "lysloype", "Vi har ikke penger til kabel i år. Kommunestyret kan bestemme noe annet. Jeg hjelper dere med tallene.", 255
    )
    stage.open_signing("lysloype", 240, closes_in=-200)
    stage.sign("lysloype", 300, 239, until=214, skip=40)
    council.prepare(
        "lysloype",
        background="300 innbyggere ber om lys i 1,4 kilometer løype.",
        assessment="Kabel og tilkobling koster 480 000 kroner. Mastene kan reises på dugnad.",
        proposal="Kommunestyret bevilger 480 000 kroner og ber idrettslaget reise mastene på dugnad.",
        days_ago=190,
    )
    council.decided("lysloype", days_ago=122)


def speed_bump(stage: Stage, council: Council) -> None:
    """Decided with a no, with the reasons."""
    starter = stage.crowd.first(1, skip=360)[0]
    stage.start(
        "fartsdump",
        starter,
        Content(
            title="Fartsdump i Drengsrudveien",
            lead="To fartsdumper før svingen ved barnehagen.",
            body="Bilene kommer fort ned bakken. Fjorten naboer har skrevet brev, og ingenting har skjedd.",
            theme="traffic",
            place_name="Drengsrudveien",
            lon=10.4156,
            lat=59.8247,
        ),
        200,
    )
    stage.support("fartsdump", 19, 198, skip=50)
    raise_as_case(
        initiative=stage.fresh("fartsdump"),
        answer="Veien er kommunal, så kommunestyret må avgjøre. Vi måler farten først.",
        actor=stage.who("sofie"),
        now=stage.ago(194),
    )
    council.prepare(
        "fartsdump",
        background="Målt fart er 34 km/t i snitt.",
        assessment="Dumper gjør det verre for bussen og for dem som bor nær.",
        proposal="Kommunestyret sier nei til dumper, og maler veien smalere i stedet.",
        days_ago=150,
    )
    council.decided("fartsdump", days_ago=94, yes=False)
    close_initiative(
        initiative=stage.fresh("fartsdump"),
        why="Det ble nei til dumper, men veien er malt smalere. Vi måler farten igjen til våren.",
        actor=stage.act(starter),
        now=stage.ago(80),
    )


def shelter(stage: Stage) -> None:
    """The whole thread: from an idea over a dugnad to a result that somebody looks after."""
    starter = stage.crowd.first(1, skip=370)[0]
    stage.start(
        "gapahuk",
        starter,
        Content(
            title="Gapahuk ved Semsvannet",
            lead="Et tak over hodet for barnehager, turgåere og alle som vil sitte ved vannet i regnvær.",
            body="Barnehagen går dit hver uke, men snur når det regner. En gapahuk med bålplass gir dem en hel dag ute.",
            what_needed="Tømmer, folk som kan lafte, og noen som ser etter den.",
            theme="outdoors",
            place_name="Semsvannet",
            lon=10.3963,
            lat=59.8523,
        ),
        330,
        drawing="gapahuk",
    )
    stage.support("gapahuk", 58, 325, skip=70)
    agree_to_dugnad(
        initiative=stage.fresh("gapahuk"),
        answer="Ja. Grunneieren sier ja, og vi kjører fram tømmeret. Sett en dato, så stiller Nadia med verktøy.",
        actor=stage.who("nadia"),
        now=stage.ago(327),
    )
    stage.municipality_gives("gapahuk", "Tømmer, spiker og kjøring", 320, kroner=42_000)
    day = stage.dugnad(
        "gapahuk",
        DayDetails(
            title="Vi bygger gapahuk ved Semsvannet",
            lead="Grunnen er klar. Nå reiser vi veggene og legger taket.",
            starts_at=stage.ago(290, 10),
            ends_at=stage.ago(290, 16),
            place_name="Semsvannet, ved tangen",
            contact_name=starter.name,
            lon=10.3963,
            lat=59.8523,
            drawing="gapahuk",
        ),
        [TaskDetails("Reise vegger", 16), TaskDetails("Legge tak", 12), TaskDetails("Mat og bål", 6)],
        310,
        [16, 10, 6],
    )
    stage.report("gapahuk", day, 360, 289, "Veggene står og taket er tett. Vi ble ferdige før regnet kom.", drop_ins=14)
    result = save_result(
        matter=stage.fresh("gapahuk").matter,
        story=Story(
            summary="Gapahuken står der. Barnehagen er der nå tre dager i uka.",
            story="Vi var trettito som meldte oss, og fjorten til som bare kom. Den yngste var fire og holdt spikrene.\n\n"
            "Siden mars har barnehagen vært der tre dager i uka. I sommer sov to familier der.",
            extra_people=0,
            extra_minutes=34 * 60,
            municipality_gave="Tømmer, spiker og kjøring, og Nadia med verktøy i to dager.",
            municipality_ore=42_000_00,
            what_now="Turlaget ser etter taket vår og høst. Si fra på saken hvis noe er galt.",
        ),
        actor=stage.act(starter),
        now=stage.ago(270),
        steward=stage.crowd.first(1, skip=371)[0],
    )
    publish_result(result=result, actor=stage.act(starter), now=stage.ago(270))


def school_garden(stage: Stage) -> None:
    """A smaller whole thread, told."""
    starter = stage.crowd.first(1, skip=380)[0]
    stage.start(
        "skolehage",
        starter,
        Content(
            title="Skolehage i Vollen",
            lead="Pallekarmer, kompost og en vannpumpe bak skolen.",
            body="Elevene på 5. trinn har tegnet hagen. Vi trenger jord, karmer og noen som kan snekre en liten bod.",
            theme="school",
            place_name="Vollen skole",
            lon=10.4826,
            lat=59.8031,
        ),
        210,
        drawing="skolehage",
    )
    stage.support("skolehage", 27, 205, skip=90)
    agree_to_dugnad(
        initiative=stage.fresh("skolehage"),
        answer="Ja. Rektor er med, og vi kjører jord når dere har en dato.",
        actor=stage.who("sofie"),
        now=stage.ago(207),
    )
    stage.municipality_gives("skolehage", "Seks kubikkmeter jord", 200, kroner=9_500)
    day = stage.dugnad(
        "skolehage",
        DayDetails(
            title="Vi snekrer pallekarmer i Vollen",
            starts_at=stage.ago(180, 17),
            ends_at=stage.ago(180, 20),
            place_name="Vollen skole",
            contact_name=starter.name,
            drawing="skolehage",
        ),
        [TaskDetails("Snekre karmer", 12), TaskDetails("Kjøre jord", 8)],
        195,
        [11, 8],
        skip=150,
    )
    stage.report("skolehage", day, 180, 179, "Atten karmer, en kompost og skitne knær.", drop_ins=9)
    result = save_result(
        matter=stage.fresh("skolehage").matter,
        story=Story(
            summary="Skolehagen ga 40 kilo poteter den første høsten.",
            story="Hver klasse har sin karm. Potetene ble til suppe for hele skolen i oktober.",
            municipality_gave="Jord og kjøring.",
            municipality_ore=9_500_00,
            what_now="Skolen har hagen i timeplanen. Foreldrene vanner i ferien.",
        ),
        actor=stage.act(starter),
        now=stage.ago(40),
    )
    publish_result(result=result, actor=stage.act(starter), now=stage.ago(40))


def coast_path(stage: Stage) -> None:
    """Agreed, and a dugnad day next week that needs hands."""
    starter = stage.crowd.first(1, skip=390)[0]
    User.objects.filter(pk=starter.pk).update(name="Grete Holm")
    stage.start(
        "kyststi",
        User.objects.get(pk=starter.pk),
        Content(
            title="Tryggere kyststi ved Vettre",
            lead="Ny klopp over bekken, og stien ryddet for greiner og stein.",
            body="Etter stormen ligger det trær over stien, og kloppen er råtten. Mange snur her.",
            theme="outdoors",
            place_name="Vettre",
            lon=10.4869,
            lat=59.8246,
        ),
        45,
        drawing="kyststi",
    )
    stage.support("kyststi", 33, 44, skip=110)
    agree_to_dugnad(
        initiative=stage.fresh("kyststi"),
        answer="Ja, begynn gjerne. Vi stiller med planker, skruer, container og suppe.",
        actor=stage.who("sofie"),
        now=stage.ago(42),
    )
    stage.municipality_gives("kyststi", "Planker, skruer, container og suppe", 40)
    begins = stage.ahead(8, 5, 10)
    stage.dugnad(
        "kyststi",
        DayDetails(
            title="Dugnad på kyststien ved Vettre",
            lead="Vi rydder stormens skader og legger ny klopp over bekken. Etterpå spiser vi sammen på brygga.",
            starts_at=begins,
            ends_at=begins + timedelta(hours=4),
            place_name="Leangbukta båthavn",
            directions="Fra bussholdeplassen på Vettre er det 400 meter å gå ned mot båthavna.",
            contact_name="Grete Holm, Vettre strandlag",
            contact_phone="900 00 000",
            rain_plan="Vi går uansett. Ved storm får du melding før klokka 8.",
            you_bring=["arbeidshansker og gode sko", "vannflaske", "rake eller spade, om du har"],
            municipality_brings=["planker, skruer og verktøy", "container og henting av kvist", "suppe, også uten kjøtt"],
            programme=[
                {"at": "10:00", "what": "Oppmøte i Leangbukta", "note": "Grete viser oppgavene"},
                {"at": "12:00", "what": "Kaffe", "note": "Ta en pause når du vil"},
                {"at": "14:00", "what": "Suppe på brygga", "note": "Alle er velkomne, også de som bare kom innom"},
            ],
            lon=10.4869,
            lat=59.8246,
            drawing="kyststi",
        ),
        [
            TaskDetails("Bære og legge klopp", 8, "Tungt.", 16),
            TaskDetails("Rake og rydde stien", 8, "Passer for alle, også barn."),
            TaskDetails("Motorsag", 2, "Krever bevis.", 18),
            TaskDetails("Koke kaffe og suppe", 2, "På brygga fra klokka 12."),
        ],
        20,
        [5, 5, 0, 2],
        skip=120,
    )


def bicycles(stage: Stage) -> None:
    """A small weekday dugnad for children."""
    starter = stage.crowd.first(1, skip=400)[0]
    stage.start(
        "sykkel",
        starter,
        Content(
            title="Sykkelfiksing på Holmen skole",
            lead="To kvelder i året der barn lærer å lappe, smøre og stille inn gir.",
            body="Halvparten av syklene i skolegården har dårlige bremser. Vi er tre foreldre som kan skru.",
            theme="children",
            place_name="Holmen skole",
            lon=10.4871,
            lat=59.8478,
        ),
        30,
        drawing="sykkelfiksing",
    )
    stage.support("sykkel", 16, 29, skip=140)
    agree_to_dugnad(
        initiative=stage.fresh("sykkel"),
        answer="Ja. Skolen åpner gymgarderoben, og vi låner dere tre stativ.",
        actor=stage.who("nadia"),
        now=stage.ago(27),
    )
    begins = stage.ahead(12, 2, 17)
    stage.dugnad(
        "sykkel",
        DayDetails(
            title="Sykkelfiksing på Holmen skole",
            lead="For barn i 2. til 7. trinn. Ta med sykkelen og en voksen.",
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            place_name="Holmen skole, gymgarderoben",
            contact_name=starter.name,
            theme="children",
            lon=10.4871,
            lat=59.8478,
            drawing="sykkelfiksing",
        ),
        [
            TaskDetails("Lappe og smøre", 6),
            TaskDetails("Stille inn gir", 4, "Du må kunne det fra før."),
            TaskDetails("Saft og boller", 2),
        ],
        15,
        [6, 2, 2],
        skip=170,
    )


def club_house(stage: Stage) -> None:
    """A dugnad of an association, indoors."""
    starter = stage.crowd.first(1, skip=410)[0]
    stage.start(
        "klubbhus",
        starter,
        Content(
            title="Male klubbhuset på Dikemark",
            lead="Nye farger i storsalen, så flere vil bruke huset.",
            body="Huset er åpent for alle, men veggene er fra 1984. Laget har pengene til maling. Vi mangler hender.",
            theme="culture",
            place_name="Dikemark",
            lon=10.3858,
            lat=59.8074,
        ),
        38,
        drawing="klubbhus",
    )
    stage.support("klubbhus", 12, 36, skip=190)
    agree_to_dugnad(
        initiative=stage.fresh("klubbhus"),
        answer="Ja. Kommunen stiller med maling og stige.",
        actor=stage.who("nadia"),
        now=stage.ago(34),
    )
    begins = stage.ahead(14, 6, 11)
    stage.dugnad(
        "klubbhus",
        DayDetails(
            title="Male klubbhuset på Dikemark",
            lead="Vi maler storsalen på en dag. Kommunen stiller med maling og stige.",
            starts_at=begins,
            ends_at=begins + timedelta(hours=5),
            place_name="Klubbhuset på Dikemark",
            contact_name=starter.name,
            theme="culture",
            lon=10.3858,
            lat=59.8074,
            drawing="klubbhus",
        ),
        [TaskDetails("Male", 10), TaskDetails("Lage mat", 2)],
        18,
        [6, 1],
        skip=210,
    )


def homework_help(stage: Stage) -> None:
    """A younger innbyggerforslag, far from its threshold."""
    starter = stage.crowd.first(1, skip=420)[0]
    stage.start(
        "lekser",
        starter,
        Content(
            title="Leksehjelp på Heggedal bibliotek",
            lead="To ettermiddager i uka, også i ferien.",
            body="Ikke alle har noen å spørre hjemme. Biblioteket er varmt og åpent, og vi er ni pensjonerte lærere som vil hjelpe.",
            theme="school",
            place_name="Heggedal",
            lon=10.4441,
            lat=59.7862,
        ),
        60,
        drawing="bibliotek",
    )
    stage.support("lekser", 29, 58, skip=15)
    stage.advise(
        "lekser",
        "Biblioteket vil gjerne, men må ha folk på jobb. Samle underskrifter hvis dere vil at kommunestyret skal se på det.",
        56,
    )
    stage.open_signing("lekser", 21, closes_in=90)
    stage.sign("lekser", 58, 20, skip=220)


def young_ideas(stage: Stage) -> None:
    """Ideas that gather support, wait for an answer, were sent another way or taken back."""
    for key, number, days, late, content, drawing in _ideas():
        starter = stage.crowd.first(1, skip=430 + number)[0]
        stage.start(key, starter, content, days, drawing=drawing)
        stage.support(key, late, days * 0.9, skip=number * 11)
    suggest_other_form(
        initiative=stage.fresh("sjobad"),
        answer="Havna eies av båtforeningen, så vi kan ikke bygge der. Snakk med dem først. Vi er gjerne med på møtet.",
        actor=stage.who("nadia"),
        now=stage.ago(25),
    )
    stage.advise("skate", "Statens vegvesen eier plassen. Vi spør dem, og hører fra dere når dere har flere med.", 86)
    skate = stage.fresh("skate")
    assert skate.started_by is not None
    withdraw_initiative(
        initiative=skate, why="Vi slår oss sammen med rulleskøytelaget.", actor=stage.act(skate.started_by), now=stage.ago(70)
    )
    amina = stage.crowd.named("amina")
    stage.start(
        "utkast",
        amina,
        Content(title="Turkort for ungdom", lead="Ett kort til svømmehall, buss og kino i ferien."),
        3,
        publish=False,
    )
    kari = stage.crowd.named("kari")
    for key in ("benk", "badeplass"):
        follow(matter=stage.fresh(key).matter, user=kari, now=stage.ago(5))


def _ideas() -> list[tuple[str, int, float, int, Content, str]]:
    return [
        (
            "lekeplass",
            1,
            11,
            14,
            Content(
                title="Lekeplass i Blakstadmarka",
                lead="Et klatrestativ og en huske der alle barn kan være med, også de i rullestol.",
                body="Den gamle lekeplassen ble revet i fjor. Nå går vi tjue minutter til nærmeste huske. Vi kan grave og snekre selv.",
                theme="children",
                place_name="Blakstad",
                lon=10.4655,
                lat=59.8152,
            ),
            "lekeplass",
        ),
        (
            "benk",
            2,
            4,
            23,
            Content(
                title="Benk med utsikt ved Bleikertjern",
                lead="Tre benker, så også de som blir fort slitne kan gå rundt tjernet.",
                body="Mange eldre går rundt tjernet, men det er ingen steder å hvile. Tre benker ville gjort turen mulig for moren min.",
                theme="care",
                place_name="Bleikertjern",
                lon=10.4189,
                lat=59.8417,
            ),
            "",
        ),
        (
            "folgegruppe",
            3,
            2,
            9,
            Content(
                title="Gå sammen til skolen fra Risenga",
                lead="Voksne som følger de minste til skolen, på rundgang.",
                body="Vi er fem familier som begynner i januar. Hvis vi blir ti, trenger ingen å følge mer enn én dag i uka.",
                theme="traffic",
                place_name="Risenga",
                lon=10.4489,
                lat=59.8289,
            ),
            "skolevei",
        ),
        (
            "sjobad",
            4,
            32,
            21,
            Content(
                title="Isbading i Tofte havn hele vinteren",
                lead="En stige og en varmestue, åpen for alle.",
                body="Vi er en gjeng på femten som bader hver søndag. Med en stige og et sted å skifte blir vi femti.",
                theme="sports",
                place_name="Tofte",
                lon=10.5531,
                lat=59.5478,
            ),
            "utsira",
        ),
        (
            "skate",
            5,
            90,
            17,
            Content(
                title="Skateanlegg under E18",
                lead="Tak har vi allerede. Vi mangler asfalt og ramper.",
                body="Plassen under broen er tørr hele året og brukes ikke til noe.",
                theme="children",
                place_name="Holmen",
                lon=10.4913,
                lat=59.8519,
            ),
            "",
        ),
    ]
