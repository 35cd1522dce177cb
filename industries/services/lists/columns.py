"""Which columns lists of the Ministry have, and what people call them."""

from partnership.core.sheets import Column

UNIT_COLUMNS = (
    Column(
        "name",
        (
            *("نام واحد", "نام واحد صنعتی", "نام واحد تولیدی", "واحد صنعتی", "واحد تولیدی", "واحد"),
            *("نام شرکت", "شرکت", "نام کارخانه", "کارخانه", "نام بنگاه", "نام بنگاه اقتصادی"),
            *("عنوان واحد", "عنوان شرکت", "نام", "نام و عنوان واحد", "نام واحد معدنی"),
            *("unit", "unit name", "name", "company", "company name", "factory", "name of unit"),
        ),
        required=True,
    ),
    Column(
        "legal_id",
        (
            *("شناسه ملی", "شناسه ملی شرکت", "شناسه ملی واحد", "شناسه حقوقی", "شناسه"),
            *("شناسه ملی اشخاص حقوقی", "کد شناسه ملی", "شماره شناسه ملی", "شناسه ملی حقوقی"),
            *("legal id", "national legal id", "company id", "legal entity id", "legal_id"),
        ),
    ),
    Column(
        "registration_no",
        (
            *("شماره ثبت", "ش ثبت", "شماره ثبت شرکت", "registration number", "registration no"),
            "registration_no",
        ),
    ),
    Column(
        "licence_no",
        (
            *("شماره پروانه", "شماره مجوز", "شماره پروانه بهره برداری", "شماره جواز", "پروانه"),
            *("ش پروانه", "شماره جواز تاسیس", "شماره پروانه بهره‌برداری", "کد پروانه"),
            *("licence number", "license number", "licence no", "license no", "permit number"),
            "licence_no",
        ),
    ),
    Column(
        "licence_kind",
        (
            *("نوع مجوز", "نوع پروانه", "نوع جواز", "kind of licence", "licence kind"),
            *("license type", "licence type", "licence_kind"),
        ),
    ),
    Column(
        "isic",
        (
            *("کد آیسیک", "آیسیک", "کد ISIC", "ایسیک", "کد فعالیت", "رشته فعالیت", "گروه صنعت"),
            *("زمینه فعالیت", "نوع فعالیت", "صنعت", "کد آیسیک محصول", "isic", "isic code"),
            *("activity", "industry", "field of activity"),
        ),
    ),
    Column(
        "place",
        (
            *("شهرک", "شهرک صنعتی", "نام شهرک", "نام شهرک صنعتی", "محل", "محل استقرار", "ناحیه"),
            *("ناحیه صنعتی", "شهرک یا ناحیه", "شهرک/ناحیه صنعتی", "شهرک / ناحیه", "موقعیت"),
            *("estate", "industrial estate", "place", "location", "industrial town", "zone"),
        ),
    ),
    Column(
        "address",
        ("آدرس", "نشانی", "آدرس واحد", "نشانی واحد", "آدرس کارخانه", "نشانی کارخانه", "address"),
    ),
    Column("postal_code", ("کد پستی", "کدپستی", "postal code", "post code", "zip", "zip code")),
    Column(
        "phone",
        (
            *("تلفن", "تلفن واحد", "شماره تلفن", "تلفن ثابت", "تلفن تماس", "تلفن کارخانه"),
            *("phone", "telephone", "tel", "phone number", "landline"),
        ),
    ),
    Column(
        "email", ("ایمیل واحد", "پست الکترونیک واحد", "ایمیل شرکت", "unit email", "company email")
    ),
    Column(
        "manager",
        (
            *("مدیرعامل", "مدیر عامل", "نام مدیرعامل", "نام مدیر عامل", "مدیر", "نام مدیر"),
            *("مدیر کارخانه", "نام مدیر کارخانه", "نام و نام خانوادگی مدیر", "مدیر واحد", "رابط"),
            *("نام و نام خانوادگی مدیرعامل", "نام رابط", "manager", "manager name", "ceo"),
            *("managing director", "contact", "contact person", "contact name"),
        ),
    ),
    Column(
        "manager_title",
        ("سمت", "سمت رابط", "سمت مدیر", "position", "title", "manager title", "job title"),
    ),
    Column(
        "mobile",
        (
            *("موبایل", "تلفن همراه", "همراه", "شماره همراه", "شماره موبایل", "همراه مدیرعامل"),
            *("موبایل مدیرعامل", "تلفن همراه مدیرعامل", "موبایل مدیر", "همراه مدیر", "mobile"),
            *("cell", "cell phone", "mobile number", "manager mobile"),
        ),
    ),
    Column(
        "manager_email",
        (
            *(
                "ایمیل",
                "پست الکترونیک",
                "پست الکترونیکی",
                "رایانامه",
                "ایمیل مدیر",
                "ایمیل مدیرعامل",
            ),
            *("email", "e-mail", "manager email", "mail"),
        ),
    ),
    Column(
        "employees",
        (
            *(
                "تعداد کارکنان",
                "تعداد پرسنل",
                "پرسنل",
                "کارکنان",
                "اشتغال",
                "تعداد شاغلین",
                "شاغلین",
            ),
            *("تعداد کارگر", "نیروی انسانی", "تعداد نیروی انسانی", "employees", "staff"),
            *("number of employees", "headcount", "workers"),
        ),
    ),
    Column(
        "products",
        (
            *(
                "محصولات",
                "محصول",
                "نوع محصول",
                "محصولات تولیدی",
                "نام محصول",
                "تولیدات",
                "products",
            ),
            *("product", "main products"),
        ),
    ),
    Column(
        "problem",
        (
            *("مشکل", "شرح مشکل", "مشکلات", "مسئله", "شرح مسئله", "موانع", "مانع", "چالش", "نیاز"),
            *("موانع تولید", "شرح موانع", "شرح نیاز", "نیاز فناورانه", "مشکلات و موانع", "درخواست"),
            *("problem", "problem text", "obstacle", "obstacles", "challenge", "need", "issue"),
        ),
    ),
    Column(
        "category",
        (
            *("دسته", "دسته بندی", "نوع مشکل", "دسته مشکل", "حوزه مشکل", "موضوع", "نوع مانع"),
            *("category", "problem category", "kind of problem", "subject"),
        ),
    ),
)
RESOLUTION_COLUMNS = (
    Column(
        "body",
        (
            *("مصوبه", "شرح مصوبه", "متن مصوبه", "مصوبات", "متن مصوبات", "شرح مصوبات", "تصمیم"),
            *("resolution", "resolution text", "text", "decision", "body"),
        ),
        required=True,
    ),
    Column(
        "session_no",
        (
            *("شماره جلسه", "جلسه", "شماره نشست", "نشست", "ش جلسه", "شماره صورتجلسه"),
            *("شماره صورت جلسه", "session", "session number", "session no", "meeting number"),
        ),
    ),
    Column(
        "session_date",
        (
            "تاریخ جلسه",
            "تاریخ نشست",
            "تاریخ برگزاری",
            "تاریخ",
            "session date",
            "meeting date",
            "date",
        ),
    ),
    Column(
        "number",
        (
            *("شماره مصوبه", "ردیف مصوبه", "ش مصوبه", "بند", "شماره بند", "resolution number"),
            *("resolution no", "number", "no", "item"),
        ),
    ),
    Column(
        "legal_id",
        ("شناسه ملی", "شناسه ملی واحد", "شناسه ملی شرکت", "legal id", "company id"),
    ),
    Column(
        "unit",
        (
            *("نام واحد", "واحد", "واحد صنعتی", "واحد تولیدی", "نام شرکت", "شرکت", "نام بنگاه"),
            *("متقاضی", "واحد متقاضی", "unit", "unit name", "company", "company name", "applicant"),
        ),
    ),
    Column(
        "owner",
        (
            *("دستگاه مسئول", "دستگاه اجرایی", "مسئول", "مسئول پیگیری", "مسئول اجرا", "دستگاه"),
            *("مجری", "دستگاه متولی", "متولی", "مرجع اقدام", "اقدام کننده", "owner"),
            *(
                "responsible",
                "responsible agency",
                "agency",
                "responsible body",
                "body responsible",
            ),
        ),
    ),
    Column(
        "due_on",
        (
            *("مهلت", "مهلت اجرا", "مهلت انجام", "موعد", "سررسید", "تاریخ اجرا", "زمان اجرا"),
            *("مهلت زمانی", "due", "due date", "due on", "deadline"),
        ),
    ),
    Column(
        "state",
        (
            *("وضعیت", "وضعیت اجرا", "وضعیت مصوبه", "نتیجه", "نتیجه پیگیری", "آخرین وضعیت"),
            *("اقدام", "اقدامات", "state", "status", "result"),
        ),
    ),
)
UNIT_NAMES = tuple(column.name for column in UNIT_COLUMNS)
RESOLUTION_NAMES = tuple(column.name for column in RESOLUTION_COLUMNS)
