"""The sentences of the report page: Dutch is the source, the others are help texts marked as translation."""

REPORT_TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Iets melden aan de stad",
        "danger": "Ben je nu in gevaar? Bel eerst een van deze nummers.",
        "secret": "School en bedrijf lezen dit niet. Alleen wie het bij de stad behandelt, ziet je naam.",
        "next": "Binnen vijf werkdagen hoor je dat je melding is aangekomen. Daarna luisteren we naar beide kanten.",
        "keep": "Je verliest je werkplek niet omdat je iets meldt.",
    },
    "en": {
        "title": "Report something to the city",
        "danger": "Are you in danger now? Call one of these numbers first.",
        "secret": "School and company do not read this. Only the person of the city who handles it sees your name.",
        "next": "Within five working days you hear that your report has arrived. Then we listen to both sides.",
        "keep": "You do not lose your workplace because you report something.",
    },
    "fr": {
        "title": "Signaler quelque chose à la ville",
        "danger": "Êtes-vous en danger maintenant ? Appelez d'abord un de ces numéros.",
        "secret": "L'école et l'entreprise ne le lisent pas. Seul l'agent de la ville qui s'en occupe voit votre nom.",
        "next": "Dans les cinq jours ouvrables, on vous confirme l'arrivée. Ensuite nous écoutons les deux côtés.",
        "keep": "Vous ne perdez pas la place de travail parce que vous signalez quelque chose.",
    },
    "tr": {
        "title": "Belediyeye bir şey bildirmek",
        "danger": "Şu anda tehlikede misiniz? Önce bu numaralardan birini arayın.",
        "secret": "Okul ve şirket bunu okumaz. Adınızı yalnızca konuyla ilgilenen belediye görevlisi görür.",
        "next": "Beş iş günü içinde bildiriminizin ulaştığı size haber verilir. Sonra iki tarafı da dinleriz.",
        "keep": "Bir şey bildirdiğiniz için iş yerinizi kaybetmezsiniz.",
    },
    "ar": {
        "title": "إبلاغ المدينة عن أمر ما",
        "danger": "هل أنت في خطر الآن؟ اتصل أولًا بأحد هذه الأرقام.",
        "secret": "المدرسة والشركة لا تقرآن هذا. الشخص الذي يعالج الأمر في المدينة هو وحده من يرى اسمك.",
        "next": "خلال خمسة أيام عمل نخبرك بأن بلاغك وصل. بعد ذلك نستمع إلى الطرفين.",
        "keep": "لن تفقد مكان عملك لأنك أبلغت عن شيء.",
    },
}
