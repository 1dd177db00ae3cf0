"""The sentences of the page by personal link: Dutch is the source, the others are help texts marked as translation.

Placeholders: company, programme, place, first, last, days, contact; name of a stand-in; day and count of what changes.
None says more than the Dutch.
"""

from marketplace.period import Period

SOURCE = "nl"
RIGHT_TO_LEFT = frozenset({"ar"})

FAMILY_TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "translation": "",
        "mail": "Er is een werkplek gevonden. Lees wat ze inhoudt en zeg of je akkoord gaat.",
        "visit_mail": "Er is een bedrijf gevonden om te bezoeken. Lees wat het inhoudt en zeg of je akkoord gaat.",
        "watch_mail": "Er is een bedrijf gevonden om in mee te kijken. Lees wat het inhoudt en zeg of je akkoord gaat.",
        "sign_mail": "De overeenkomst is klaar. Lees ze, en teken ze of stel een vraag.",
        "mentor_mail": "Een andere mentor begeleidt de leerling. Lees wie, en vanaf wanneer.",
        "again_mail": "Dit is een nieuwe link. Lees de overeenkomst na. Leerlingen zien hier ook wat ze bereikten.",
        "amend_mail": "Vanaf %(day)s verandert er iets in de overeenkomst met %(company)s.",
        "amend_last": "De laatste dag wordt %(day)s.",
        "amend_week": "De uren van een gewone week veranderen.",
        "amend_days": "Dagen met andere afspraken in het uurrooster: %(count)s.",
        "amend_plan": "Het opleidingsplan verandert.",
        "amend_sign_by": "Lees de bijlage. Teken ten laatste op %(day)s, of stel een vraag.",
        "drop_mail": "De verandering in de overeenkomst met %(company)s gaat niet door. De vorige afspraken blijven.",
        "ended_mail": "De plaats bij %(company)s stopte vroeger. De laatste dag was %(day)s.",
        "stays": "Je blijft gewoon op school.",
        "stays_child": "Je zoon of dochter blijft gewoon op school.",
        "code": "Druk op de knop. Je krijgt een code van zes cijfers. Vul ze hier in: zo leest niemand anders mee.",
        "what": "Wat: leren op de werkplek bij %(company)s, voor de opleiding %(programme)s.",
        "visit": "Wat: een bezoek aan %(company)s, voor de opleiding %(programme)s. De leerling kijkt en werkt niet.",
        "watch": "Wat: meekijken bij %(company)s, voor de opleiding %(programme)s. De leerling kijkt en werkt niet.",
        "where": "Waar: %(place)s.",
        "when": "Wanneer: van %(first)s tot en met %(last)s, op %(days)s.",
        "one_day": "Wanneer: op %(first)s (%(days)s).",
        "allowance": "Betaald: ja, de onderneming betaalt elke maand een leervergoeding.",
        "wage": "Betaald: ja, de onderneming betaalt een loon.",
        "unpaid": "Betaald: nee.",
        "call": "Vragen? Bel %(contact)s.",
        "stand_in_mentor": "%(name)s vervangt de mentor van %(first)s tot en met %(last)s. Bel dan %(contact)s.",
        "stand_in_coach": "%(name)s vervangt de begeleider van %(first)s tot en met %(last)s. Bel dan %(contact)s.",
        "school": "Dit stopt de school niet.",
        "yes": "Ja, ik ga akkoord",
        "no": "Nee",
    },
    "en": {
        "translation": "vertaling (Engels) · translation",
        "mail": "A workplace was found. Read what it is and say whether you agree.",
        "visit_mail": "A company to visit was found. Read what it is and say whether you agree.",
        "watch_mail": "A company to come and watch at was found. Read what it is and say whether you agree.",
        "sign_mail": "The agreement is ready. Read it, and sign it or ask a question.",
        "mentor_mail": "Another mentor guides the student. Read who, and from when.",
        "again_mail": "This is a new link. Read the agreement again. Students also see here what they achieved.",
        "amend_mail": "From %(day)s something changes in the agreement with %(company)s.",
        "amend_last": "The last day becomes %(day)s.",
        "amend_week": "The hours of an ordinary week change.",
        "amend_days": "Days with other arrangements in the timetable: %(count)s.",
        "amend_plan": "The training plan changes.",
        "amend_sign_by": "Read the annex. Sign on %(day)s at the latest, or ask a question.",
        "drop_mail": "The change in the agreement with %(company)s does not go on. The earlier arrangements stay.",
        "ended_mail": "The placement at %(company)s ended early. The last day was %(day)s.",
        "stays": "You simply stay at school.",
        "stays_child": "Your son or daughter simply stays at school.",
        "code": "Press the button. You get a code of six digits. Type it here: then nobody else reads along.",
        "what": "What: learning at the workplace at %(company)s, for the course %(programme)s.",
        "visit": "What: a visit to %(company)s, for the course %(programme)s. The student watches and does not work.",
        "watch": "What: watching at %(company)s, for the course %(programme)s. The student watches and does not work.",
        "where": "Where: %(place)s.",
        "when": "When: from %(first)s to %(last)s, on %(days)s.",
        "one_day": "When: on %(first)s (%(days)s).",
        "allowance": "Paid: yes, the company pays a learning allowance every month.",
        "wage": "Paid: yes, the company pays a wage.",
        "unpaid": "Paid: no.",
        "call": "Questions? Call %(contact)s.",
        "stand_in_mentor": "%(name)s stands in for the mentor from %(first)s to %(last)s. Then call %(contact)s.",
        "stand_in_coach": "%(name)s stands in for the coach from %(first)s to %(last)s. Then call %(contact)s.",
        "school": "This does not stop school.",
        "yes": "Yes, I agree",
        "no": "No",
    },
    "fr": {
        "translation": "vertaling (Frans) · traduction",
        "mail": "Un lieu de travail a été trouvé. Lisez ce que c'est et dites si vous êtes d'accord.",
        "visit_mail": "Une entreprise à visiter a été trouvée. Lisez ce que c'est et dites si vous êtes d'accord.",
        "watch_mail": "Une entreprise où observer a été trouvée. Lisez ce que c'est et dites si vous êtes d'accord.",
        "sign_mail": "Le contrat est prêt. Lisez-le, puis signez-le ou posez une question.",
        "mentor_mail": "Un autre mentor accompagne l'élève. Lisez qui, et à partir de quand.",
        "again_mail": "Voici un nouveau lien. Relisez le contrat. Les élèves voient aussi ici ce qu'ils ont acquis.",
        "amend_mail": "À partir du %(day)s, le contrat avec %(company)s change.",
        "amend_last": "Le dernier jour devient le %(day)s.",
        "amend_week": "Les heures d'une semaine ordinaire changent.",
        "amend_days": "Jours avec d'autres accords dans l'horaire : %(count)s.",
        "amend_plan": "Le plan de formation change.",
        "amend_sign_by": "Lisez l'annexe. Signez au plus tard le %(day)s, ou posez une question.",
        "drop_mail": "Le changement du contrat avec %(company)s n'a pas lieu. Les accords précédents restent.",
        "ended_mail": "La place chez %(company)s s'est arrêtée plus tôt. Le dernier jour était le %(day)s.",
        "stays": "Tu restes simplement à l'école.",
        "stays_child": "Votre fils ou votre fille reste simplement à l'école.",
        "code": "Appuyez sur le bouton. Vous recevez un code de six chiffres. Tapez-le ici : personne d'autre ne lit.",
        "what": "Quoi : apprendre sur le lieu de travail chez %(company)s, pour la formation %(programme)s.",
        "visit": "Quoi : visiter %(company)s, pour la formation %(programme)s. L'élève regarde sans travailler.",
        "watch": "Quoi : observer chez %(company)s, pour la formation %(programme)s. L'élève regarde sans travailler.",
        "where": "Où : %(place)s.",
        "when": "Quand : du %(first)s au %(last)s inclus, le %(days)s.",
        "one_day": "Quand : le %(first)s (%(days)s).",
        "allowance": "Payé : oui, l'entreprise paie chaque mois une indemnité d'apprentissage.",
        "wage": "Payé : oui, l'entreprise paie un salaire.",
        "unpaid": "Payé : non.",
        "call": "Des questions ? Appelez %(contact)s.",
        "stand_in_mentor": "%(name)s remplace le mentor du %(first)s au %(last)s. Appelez alors %(contact)s.",
        "stand_in_coach": "%(name)s remplace l'accompagnateur du %(first)s au %(last)s. Appelez alors %(contact)s.",
        "school": "Cela n'arrête pas l'école.",
        "yes": "Oui, je suis d'accord",
        "no": "Non",
    },
    "tr": {
        "translation": "vertaling (Turks) · çeviri",
        "mail": "Bir iş yeri bulundu. Ne olduğunu okuyun ve kabul edip etmediğinizi söyleyin.",
        "visit_mail": "Ziyaret edilecek bir işletme bulundu. Ne olduğunu okuyun ve kabul edip etmediğinizi söyleyin.",
        "watch_mail": "İzlemek için bir işletme bulundu. Ne olduğunu okuyun ve kabul edip etmediğinizi söyleyin.",
        "sign_mail": "Sözleşme hazır. Okuyun, imzalayın veya soru sorun.",
        "mentor_mail": "Öğrenciye başka bir mentor eşlik edecek. Kim olduğunu ve ne zamandan itibaren olduğunu okuyun.",
        "again_mail": "Bu yeni bir bağlantıdır. Sözleşmeyi yeniden okuyun. Öğrenciler ne başardıklarını da görür.",
        "amend_mail": "%(day)s tarihinden itibaren %(company)s ile sözleşmede bir şey değişiyor.",
        "amend_last": "Son gün %(day)s olur.",
        "amend_week": "Normal bir haftanın saatleri değişiyor.",
        "amend_days": "Programda başka türlü kararlaştırılan günler: %(count)s.",
        "amend_plan": "Eğitim planı değişiyor.",
        "amend_sign_by": "Eki okuyun. En geç %(day)s tarihinde imzalayın veya soru sorun.",
        "drop_mail": "%(company)s ile sözleşmedeki değişiklik yapılmayacak. Önceki anlaşmalar geçerli kalır.",
        "ended_mail": "%(company)s yanındaki yer daha erken sona erdi. Son gün: %(day)s.",
        "stays": "Okula devam edersiniz.",
        "stays_child": "Oğlunuz veya kızınız okula devam eder.",
        "code": "Düğmeye basın. Altı haneli bir kod alırsınız. Kodu buraya yazın: böylece başka kimse okumaz.",
        "what": "Ne: %(company)s iş yerinde öğrenmek, eğitim: %(programme)s.",
        "visit": "Ne: %(company)s iş yerini ziyaret, eğitim: %(programme)s. Öğrenci izler, çalışmaz.",
        "watch": "Ne: %(company)s iş yerinde izlemek, eğitim: %(programme)s. Öğrenci izler, çalışmaz.",
        "where": "Nerede: %(place)s.",
        "when": "Ne zaman: %(first)s ile %(last)s arasında (son gün dahil), günler: %(days)s.",
        "one_day": "Ne zaman: %(first)s (%(days)s).",
        "allowance": "Ücretli mi: evet, işletme her ay öğrenim ödeneği öder.",
        "wage": "Ücretli mi: evet, işletme ücret öder.",
        "unpaid": "Ücretli mi: hayır.",
        "call": "Sorunuz mu var? Arayın: %(contact)s.",
        "stand_in_mentor": "%(first)s – %(last)s: mentorun yerine %(name)s bakar. O zaman arayın: %(contact)s.",
        "stand_in_coach": "%(first)s – %(last)s: okul rehberinin yerine %(name)s bakar. O zaman arayın: %(contact)s.",
        "school": "Bu, okulu durdurmaz.",
        "yes": "Evet, kabul ediyorum",
        "no": "Hayır",
    },
    "ar": {
        "translation": "vertaling (Arabisch) · ترجمة",
        "mail": "تم العثور على مكان عمل. اقرأ ما هو وقل إن كنت موافقًا.",
        "visit_mail": "تم العثور على شركة للزيارة. اقرأ ما هي الزيارة وقل إن كنت موافقًا.",
        "watch_mail": "تم العثور على شركة للمشاهدة فيها. اقرأ ما هو ذلك وقل إن كنت موافقًا.",
        "sign_mail": "العقد جاهز. اقرأه، ثم وقّعه أو اطرح سؤالًا.",
        "mentor_mail": "سيرافق الطالبَ مرشدٌ آخر. اقرأ من هو ومتى يبدأ.",
        "again_mail": "هذا رابط جديد. اقرأ العقد مرة أخرى. ويرى الطلاب هنا أيضًا ما أنجزوه.",
        "amend_mail": "اعتبارًا من %(day)s يتغيّر شيء في العقد مع %(company)s.",
        "amend_last": "يصبح اليوم الأخير %(day)s.",
        "amend_week": "تتغيّر ساعات الأسبوع العادي.",
        "amend_days": "أيام باتفاق مختلف في الجدول: %(count)s.",
        "amend_plan": "تتغيّر خطة التدريب.",
        "amend_sign_by": "اقرأ الملحق. وقّع في موعد أقصاه %(day)s، أو اطرح سؤالًا.",
        "drop_mail": "لن يتمّ التغيير في العقد مع %(company)s. تبقى الاتفاقات السابقة كما هي.",
        "ended_mail": "توقّف التدريب لدى %(company)s قبل موعده. كان اليوم الأخير %(day)s.",
        "stays": "تبقى في المدرسة كالمعتاد.",
        "stays_child": "يبقى ابنك أو ابنتك في المدرسة كالمعتاد.",
        "code": "اضغط على الزر. ستتلقى رمزًا من ستة أرقام. اكتبه هنا: هكذا لا يقرأ أحد غيرك.",
        "what": "ماذا: التعلّم في مكان العمل لدى %(company)s، ضمن الدراسة %(programme)s.",
        "visit": "ماذا: زيارة إلى %(company)s، ضمن الدراسة %(programme)s. الطالب يشاهد ولا يعمل.",
        "watch": "ماذا: المشاهدة لدى %(company)s، ضمن الدراسة %(programme)s. الطالب يشاهد ولا يعمل.",
        "where": "أين: %(place)s.",
        "when": "متى: من %(first)s إلى %(last)s ضمنًا، في أيام %(days)s.",
        "one_day": "متى: %(first)s (%(days)s).",
        "allowance": "هل هو مدفوع: نعم، تدفع الشركة كل شهر بدل تعلّم.",
        "wage": "هل هو مدفوع: نعم، تدفع الشركة أجرًا.",
        "unpaid": "هل هو مدفوع: لا.",
        "call": "هل لديك أسئلة؟ اتصل بـ %(contact)s.",
        "stand_in_mentor": "من %(first)s إلى %(last)s ضمنًا ينوب %(name)s عن المرشد. اتصل حينها بـ %(contact)s.",
        "stand_in_coach": "من %(first)s إلى %(last)s ضمنًا ينوب %(name)s عن مرافق المدرسة. اتصل حينها بـ %(contact)s.",
        "school": "هذا لا يوقف المدرسة.",
        "yes": "نعم، أوافق",
        "no": "لا",
    },
}


OF_TEACHER = {
    "mentor_mail": "Een andere mentor begeleidt je. Lees wie, en vanaf wanneer.",
    "again_mail": "Dit is een nieuwe link. Lees de afspraken na.",
    "what": "Wat: leren bij %(company)s, als leraar van de opleiding %(programme)s.",
    "unpaid": "Betaald: de school betaalt je verder. De onderneming betaalt niets.",
    "school": "De school zorgt voor je lessen.",
    "stays": "De school zorgt voor je lessen.",
}


WHAT = {"VISIT": "visit", "OBSERVE": "watch", "SNUFFEL": "watch"}
PAID = {"OAO": "allowance", "DA": "wage"}


def five_of(form: str, period: Period) -> list[str]:
    """The keys of what a family must know: what, where, when, paid or not, whom to call."""
    when = "one_day" if period.starts_on == period.ends_on else "when"
    return [WHAT.get(form, "what"), "where", when, PAID.get(form, "unpaid"), "call"]


def found(texts: dict[str, str], form: str) -> str:
    """The sentence of the first mail: that there is a workplace, or a company to visit or to watch at."""
    return texts[f"{WHAT[form]}_mail" if form in WHAT else "mail"]


def texts_of(language: str, *, is_teacher: bool) -> dict[str, str]:
    """The sentences in one language; a teacher reads Dutch, and some sentences of their own."""
    return FAMILY_TEXTS[language] | (OF_TEACHER if is_teacher else {})


def translated(language: str) -> dict[str, str] | None:
    """The help texts of a contact language, or None where Dutch is enough."""
    return None if language == SOURCE else FAMILY_TEXTS.get(language)
