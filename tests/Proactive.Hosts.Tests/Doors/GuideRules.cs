using Proactive.Engine;
using Proactive.Testing;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Rules in three languages whose list shows a step in every state: country <c>xx</c>, life events <c>xx/moving</c> and <c>xx/baby</c>.</summary>
static class GuideRules
{
    /// <summary>Starts <c>xx/moving</c>, which is optional.</summary>
    public const string Moved = "x.town.moved.v1";

    public const string Born = "x.health.born.v1";

    const string Country = """
        name: { da: Eksempelland, cs: Příkladov, en: Exampleland }
        languages: [da, cs, en]
        zone: Europe/Copenhagen
        officeHours: { from: "08:00", to: "16:00" }
        holidays:
          - { name: Christmas Day, on: "12-25" }

        """;

    const string Agencies = """
        - id: xx.town
          name: { da: Borgerservice, cs: Městský úřad, en: The town hall }
          contact: { phone: "+45 70 20 00 00", hours: { da: hverdage 8-16, cs: ve všední dny 8–16, en: weekdays 8 to 16 } }
        - id: xx.health
          name: { da: Sygesikringen, cs: Zdravotní pojišťovna, en: The health insurance }

        """;

    const string Moving = """
        theme: housing
        title: { da: Din flytning, cs: Vaše stěhování, en: Your move }
        intro: { da: "Her er det, du skal gøre.", cs: "Zde je přehled toho, co je potřeba vyřídit.", en: Here is what to do. }
        channels: [email, letter]
        mandatory: false
        events:
          x.town.moved.v1: { role: starts, effective: data.movedOn, settle: 1h, data: { movedOn: date } }
          x.town.annulled.v1: { role: annuls, of: data.eventId, data: { eventId: string } }
          x.town.registered.v1: { role: evidence, effective: data.on, data: { on: date } }
          x.health.chosen.v1: { role: evidence, effective: data.on, data: { on: date } }

        """;

    const string Baby = """
        theme: housing
        title: { da: Dit barn, cs: Vaše dítě, en: Your baby }
        intro: { da: "Til lykke. Her er det, du skal gøre.", cs: "Gratulujeme. Zde je přehled toho, co je potřeba vyřídit.", en: Congratulations. Here is what to do. }
        channels: [email, letter]
        events:
          x.health.born.v1: { role: starts, effective: data.bornOn, settle: 1h, data: { bornOn: date } }
          x.health.registered.v1: { role: evidence, effective: data.on, data: { on: date } }

        """;

    const string TownSteps = """
        agency: xx.town
        steps:
          - id: report
            title: { da: Meld din flytning, cs: Ohlaste své stěhování, en: Report your move }
            text: { da: "Oplys din nye adresse. Det er gratis.", cs: "Sdělte svou novou adresu. Je to zdarma.", en: "Give your new address. It is free." }
            when: "true"
            why: { da: Du er flyttet., cs: Přestěhovali jste se., en: You have moved. }
            due: effective + days(5)
            remind: [due]
            evidence: [x.town.registered.v1]
            action: { url: "https://town.example.org/move?a=1&b=2", label: { da: Meld flytning på nettet, cs: Ohlásit stěhování na internetu, en: Report your move online } }
            bring: [ { da: Dit MitID, cs: Občanský průkaz, en: Your identity card }, { da: Din lejekontrakt, cs: Nájemní smlouvu, en: Your rental contract } ]
            legal: { basis: Act 1 § 2, source: "https://law.example.org/act-1", checked: 2026-11-01, status: verified }
          - id: dog
            title: { da: Meld hundens flytning, cs: Ohlaste stěhování psa, en: Report your dog's move }
            text: { da: Hunden skal også meldes., cs: Ohlaste také psa., en: The dog needs a report too. }
            when: "true"
            why: { da: Du har hund., cs: Máte psa., en: You have a dog. }
            due: effective + days(2)
            legal: { basis: Act 1 § 3, source: "https://law.example.org/act-1", checked: 2026-11-01, status: verified }
          - id: mailbox
            title: { da: Sæt dit navn på postkassen, cs: Označte schránku svým jménem, en: Put your name on the mailbox }
            text: { da: Så finder posten dig., cs: Pošta vás pak najde., en: Then the post finds you. }
            when: "true"
            why: { da: Du er flyttet., cs: Přestěhovali jste se., en: You have moved. }
            dueText: { da: så snart du kan, cs: co nejdříve, en: as soon as you can }
            legal: { basis: Act 1 § 4, source: "https://law.example.org/act-1", checked: 2026-11-01, status: verified }
          - id: parking
            title: { da: Søg om parkering, cs: Požádejte o parkování, en: Apply for parking }
            text: { da: Det kan først gøres senere., cs: Dá se to až později., en: That can be done later only. }
            when: "true"
            why: { da: Du har bil., cs: Máte auto., en: You have a car. }
            opens: effective + days(20)
            due: effective + days(40)
            legal: { basis: Act 1 § 5, source: "https://law.example.org/act-1", checked: 2026-11-01, status: verified }

        """;

    const string HealthSteps = """
        agency: xx.health
        steps:
          - id: doctor
            title: { da: Vælg læge, cs: Vyberte si lékaře, en: Choose a doctor }
            text: { da: Vælg en læge i nærheden., cs: Vyberte si lékaře poblíž., en: Choose a doctor near you. }
            when: "true"
            why: { da: Du bor nu langt fra din læge., cs: Od svého lékaře teď bydlíte daleko., en: You now live far from your doctor. }
            due: effective + days(30)
            after: [report]
            legal: { basis: Act 2 § 1, source: "https://law.example.org/act-2", checked: 2026-11-01, status: verified }
          - id: insurer
            title: { da: Giv forsikringen besked, cs: Informujte pojišťovnu, en: Tell your insurer }
            text: { da: Giv besked om adressen., cs: Sdělte jí adresu., en: Tell them the address. }
            when: "true"
            why: { da: Du er flyttet., cs: Přestěhovali jste se., en: You have moved. }
            due: effective + days(30)
            evidence: [x.health.chosen.v1]
            legal: { basis: Act 2 § 2, source: "https://law.example.org/act-2", checked: 2026-11-01, status: verified }
          - id: card
            title: { da: Nyt sundhedskort, cs: Nová kartička pojištěnce, en: New health card }
            text: { da: Kortet kommer med posten., cs: Kartička přijde poštou., en: The card comes by post. }
            when: "true"
            why: { da: Du er flyttet., cs: Přestěhovali jste se., en: You have moved. }
            automatic: true
            legal: { basis: Act 2 § 3, source: "https://law.example.org/act-2", checked: 2026-11-01, status: verified }

        """;

    const string BabySteps = """
        agency: xx.health
        steps:
          - id: name
            title: { da: Giv barnet et navn, cs: Zvolte dítěti jméno, en: Name your baby }
            text: { da: Barnet skal have et navn., cs: Dítě potřebuje jméno., en: The baby needs a name. }
            when: "true"
            why: { da: Dit barn er født., cs: Narodilo se vám dítě., en: Your baby was born. }
            due: effective + days(180)
            evidence: [x.health.registered.v1]
            legal: { basis: Act 3 § 1, source: "https://law.example.org/act-3", checked: 2026-11-01, status: verified }

        """;

    public static ContentFolder Folder { get; } = new("rules", new Dictionary<string, string>
    {
        ["themes.yaml"] = "- { id: housing, title: { da: Bolig, cs: Bydlení, en: Housing } }\n",
        ["xx/country.yaml"] = Country,
        ["xx/agencies.yaml"] = Agencies,
        ["xx/moving/life-event.yaml"] = Moving,
        ["xx/moving/town.yaml"] = TownSteps,
        ["xx/moving/health.yaml"] = HealthSteps,
        ["xx/baby/life-event.yaml"] = Baby,
        ["xx/baby/health.yaml"] = BabySteps,
    });
}
