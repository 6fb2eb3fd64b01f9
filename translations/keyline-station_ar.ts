<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="en">
<context>
    <name>keyline::station::ConnectPanel</name>
    <message>
        <source>The station cannot be opened</source>
        <translation>تعذر فتح المحطة</translation>
    </message>
    <message>
        <source>Opening the station</source>
        <translation>جارٍ فتح المحطة</translation>
    </message>
    <message>
        <source>Waiting for the key service</source>
        <translation>في انتظار خدمة المفاتيح</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>منذ %n ثانية. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
            <numerusform>منذ ثانية واحدة. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
            <numerusform>منذ ثانيتين. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
            <numerusform>منذ %n ثوانٍ. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
            <numerusform>منذ %n ثانية. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
            <numerusform>منذ %n ثانية. يمكنك إغلاق هذه النافذة في أي وقت.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>الوحدة</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>المسار</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>لا قيود</numerusform>
            <numerusform>قيد واحد</numerusform>
            <numerusform>قيدان</numerusform>
            <numerusform>%n قيود</numerusform>
            <numerusform>%n قيدًا</numerusform>
            <numerusform>%n قيد</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan a label, or type its number</source>
        <translation>امسح ملصقًا أو اكتب رقمه</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>الرقم التسلسلي</translation>
    </message>
    <message>
        <source>Until: 2026-12-31</source>
        <translation>حتى: 2026-12-31</translation>
    </message>
    <message>
        <source>Until this day</source>
        <translation>حتى هذا اليوم</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Entries of the audit log, the newest first</source>
        <translation>قيود سجل التدقيق، الأحدث أولًا</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>كل الطلبات</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>جارٍ القراءة …</translation>
    </message>
</context>
<context>
    <name>keyline::station::LoginPanel</name>
    <message>
        <source>Log in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>The key service checks badge and PIN …</source>
        <translation>خدمة المفاتيح تتحقق من البطاقة والرقم السري …</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم السري</translation>
    </message>
    <message>
        <source>Scan your badge, or type its number</source>
        <translation>امسح بطاقتك أو اكتب رقمها</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>ابدأ من جديد</translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message>
        <source>%1: a second person has to approve it.</source>
        <translation>%1: يجب أن يوافق شخص ثانٍ.</translation>
    </message>
    <message>
        <source>%1: done, and on record.</source>
        <translation>%1: تم وسُجّل.</translation>
    </message>
    <message>
        <source>%1 is for lane %2: place the unit.</source>
        <translation>%1 للمسار %2: ضع الوحدة.</translation>
    </message>
    <message>
        <source>The scan was not whole. Scan again.</source>
        <translation>المسح غير كامل. امسح مرة أخرى.</translation>
    </message>
    <message>
        <source>Not taken: this run gives numbers by itself. Place the unit.</source>
        <translation>لم يُقبل: الأرقام تُعطى تلقائيًا. ضع الوحدة.</translation>
    </message>
    <message>
        <source>Not taken: start an order first.</source>
        <translation>لم يُقبل: ابدأ طلبًا أولًا.</translation>
    </message>
    <message>
        <source>Keyline station</source>
        <translation>محطة Keyline</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>المسارات</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>الجودة</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>الإعداد</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Finish and close</source>
        <translation>أنهِ وأغلق</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>واصل العمل</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>لا وحدات قيد العمل: ستُغلق النافذة.</numerusform>
            <numerusform>وحدة واحدة قيد العمل: ستُغلق النافذة عند انتهائها.</numerusform>
            <numerusform>وحدتان قيد العمل: ستُغلق النافذة عند انتهائهما.</numerusform>
            <numerusform>%n وحدات قيد العمل: ستُغلق النافذة عند انتهائها.</numerusform>
            <numerusform>%n وحدة قيد العمل: ستُغلق النافذة عند انتهائها.</numerusform>
            <numerusform>%n وحدة قيد العمل: ستُغلق النافذة عند انتهائها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>لا وحدات قيد العمل. هل تُغلق؟</numerusform>
            <numerusform>وحدة واحدة قيد العمل. هل تُنهى ثم تُغلق؟</numerusform>
            <numerusform>وحدتان قيد العمل. هل تُنهيان ثم تُغلق؟</numerusform>
            <numerusform>%n وحدات قيد العمل. هل تُنهى ثم تُغلق؟</numerusform>
            <numerusform>%n وحدة قيد العمل. هل تُنهى ثم تُغلق؟</numerusform>
            <numerusform>%n وحدة قيد العمل. هل تُنهى ثم تُغلق؟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>تقدم الطلب</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>ابدأ</translation>
    </message>
    <message>
        <source>Yield of the shift</source>
        <translation>مردود الوردية</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: بقي %2</translation>
    </message>
    <message>
        <source>No order may be worked on</source>
        <translation>لا يوجد طلب متاح</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Passed of the order: %1</source>
        <translation>الناجح من الطلب: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>in an hour; target %1</source>
        <translation>في الساعة؛ الهدف %1</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>في الساعة</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>جارٍ الإيقاف …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>A supervisor makes orders.</source>
        <translation>المشرف ينشئ الطلبات.</translation>
    </message>
    <message>
        <source>Opening the lanes and asking the key service …</source>
        <translation>جارٍ فتح المسارات وسؤال خدمة المفاتيح …</translation>
    </message>
    <message>
        <source>Scan a label, then place its unit.</source>
        <translation>امسح ملصقًا، ثم ضع وحدته.</translation>
    </message>
    <message>
        <source>Place units: each begins by itself.</source>
        <translation>ضع الوحدات: كل منها تبدأ تلقائيًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>لا وحدات قيد العمل.</numerusform>
            <numerusform>وحدة واحدة قيد العمل: تُنهى أولًا.</numerusform>
            <numerusform>وحدتان قيد العمل: تُنهيان أولًا.</numerusform>
            <numerusform>%n وحدات قيد العمل: تُنهى أولًا.</numerusform>
            <numerusform>%n وحدة قيد العمل: تُنهى أولًا.</numerusform>
            <numerusform>%n وحدة قيد العمل: تُنهى أولًا.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersModel</name>
    <message>
        <source>Draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>مُصدر</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>المنتج</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>ناجح</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>المتبقي</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>معلّق</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فاشل</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>الحجر</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>اسأل مرة أخرى</translation>
    </message>
</context>
<context>
    <name>keyline::station::PinPad</name>
    <message>
        <source>Remove the last digit</source>
        <translation>احذف الرقم الأخير</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>إدخال</translation>
    </message>
</context>
<context>
    <name>keyline::station::QaPage</name>
    <message>
        <source>Scan the unit&apos;s label</source>
        <translation>امسح ملصق الوحدة</translation>
    </message>
    <message>
        <source>Serial number on the label</source>
        <translation>الرقم التسلسلي على الملصق</translation>
    </message>
    <message>
        <source>Where the unit is</source>
        <translation>مكان الوحدة</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>تحقق</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>لا تنتظر</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>الفحص</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>الفحوص</translation>
    </message>
    <message>
        <source>Not at hand: records alone</source>
        <translation>ليست هنا: السجلات فقط</translation>
    </message>
    <message>
        <source>In lane %1</source>
        <translation>في المسار %1</translation>
    </message>
    <message>
        <source>The lock and the key service are asked; nothing is written to the lock …</source>
        <translation>يُسأل القفل وخدمة المفاتيح؛ لا يُكتب شيء في القفل …</translation>
    </message>
    <message>
        <source>%1, chip %2; report signed by %3</source>
        <translation>%1، الشريحة %2؛ وقّع التقرير %3</translation>
    </message>
    <message>
        <source>Nothing is ever written to a unit that is verified.</source>
        <translation>لا يُكتب شيء أبدًا في وحدة يجري التحقق منها.</translation>
    </message>
</context>
<context>
    <name>keyline::station::ReasonPanel</name>
    <message>
        <source>Lane %1, %2: hold this unit until QA has looked at it. Why?</source>
        <translation>المسار %1، %2: احجز هذه الوحدة حتى تراها الجودة. لماذا؟</translation>
    </message>
    <message>
        <source>Lane %1, %2: let this unit be tried again. Why?</source>
        <translation>المسار %1، %2: اسمح بمحاولة هذه الوحدة مجددًا. لماذا؟</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>تلامس سيئ</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>تالفة</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>ملصق خاطئ</translation>
    </message>
    <message>
        <source>Removed too early</source>
        <translation>أُزيلت مبكرًا</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>سبب آخر</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>اضغط مطولًا: حجر</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>اضغط مطولًا: إعادة عمل</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
</context>
<context>
    <name>keyline::station::RunPage</name>
    <message>
        <source>Hold: try again</source>
        <translation>اضغط مطولًا: أعد المحاولة</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>استرجع الرقم</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>الحجر …</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>إعادة العمل …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>المسار %1</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>استأنف المسار</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>أوقف المسار</translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>الأرقام التسلسلية</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>الأصوات</translation>
    </message>
    <message>
        <source>Target in an hour</source>
        <translation>الهدف في الساعة</translation>
    </message>
    <message>
        <source>Log out after rest</source>
        <translation>تسجيل الخروج بعد السكون</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>The order&apos;s next: a unit begins by itself</source>
        <translation>التالي في الطلب: تبدأ الوحدة تلقائيًا</translation>
    </message>
    <message>
        <source>Scanned: a label for each unit</source>
        <translation>ممسوح: ملصق لكل وحدة</translation>
    </message>
    <message>
        <source>Sounds are on</source>
        <translation>الأصوات مفعّلة</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> د</translation>
    </message>
    <message>
        <source>Scan anything: what the scanner sends is shown here.</source>
        <translation>امسح أي شيء: يظهر هنا ما يرسله الماسح.</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>المسار</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>الوصلة</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>الاختبار</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>المسارات</translation>
    </message>
    <message>
        <source>Test all lanes</source>
        <translation>اختبر كل المسارات</translation>
    </message>
    <message>
        <source>A lock answers: chip %1</source>
        <translation>قفل يجيب: الشريحة %1</translation>
    </message>
    <message>
        <source>The port is there; the place is empty</source>
        <translation>المنفذ موجود؛ المكان فارغ</translation>
    </message>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>لم يرسل الماسح شيئًا: %1</numerusform>
            <numerusform>أرسل الماسح حرفًا واحدًا: %1</numerusform>
            <numerusform>أرسل الماسح حرفين: %1</numerusform>
            <numerusform>أرسل الماسح %n أحرف: %1</numerusform>
            <numerusform>أرسل الماسح %n حرفًا: %1</numerusform>
            <numerusform>أرسل الماسح %n حرف: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::StripModel</name>
    <message>
        <source>Operator</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>Log in with badge and PIN.</source>
        <translation>سجّل الدخول بالبطاقة والرقم السري.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Choose an order and start it.</source>
        <translation>اختر طلبًا وابدأه.</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 من %3</translation>
    </message>
    <message>
        <source>The order is complete.</source>
        <translation>اكتمل الطلب.</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>hardware security module</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>The key service has to answer first.</source>
        <translation>يجب أن تجيب خدمة المفاتيح أولًا.</translation>
    </message>
    <message>
        <source>Key service</source>
        <translation>خدمة المفاتيح</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>The key service is starting, or does not answer yet.</source>
        <translation>خدمة المفاتيح تبدأ أو لا تجيب بعد.</translation>
    </message>
    <message>
        <source>Units in work wait, and go on when it is back. Nothing is lost.</source>
        <translation>تنتظر الوحدات قيد العمل وتستأنف عند عودتها. لا يضيع شيء.</translation>
    </message>
    <message>
        <source>Issues nothing</source>
        <translation>لا تُصدر</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>تعمل</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>سجل التدقيق</translation>
    </message>
    <message>
        <source>Nothing is produced, and no PASS is shown: no unit without a record.</source>
        <translation>لا إنتاج ولا يُعرض نجاح: لا وحدة بلا سجل.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>يسجّل</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>الساعة</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>خطأ</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>صحيح</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>الأرشيف</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 قيد الانتظار</translation>
    </message>
    <message>
        <source>Too many entries are not archived: nothing new begins. Bring the key service back.</source>
        <translation>قيود كثيرة غير مؤرشفة: لا يبدأ شيء جديد. أعد خدمة المفاتيح.</translation>
    </message>
    <message>
        <source>Many entries are not archived yet. Is the key service there?</source>
        <translation>قيود كثيرة لم تؤرشف بعد. هل خدمة المفاتيح موجودة؟</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>مكتمل</translation>
    </message>
</context>
<context>
    <name>keyline::station::Words</name>
    <message>
        <source>PASS</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>نجاح</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>فشل</translation>
    </message>
    <message>
        <source>ERROR</source>
        <comment>outcome of a unit: the station&apos;s fault</comment>
        <translation>خطأ</translation>
    </message>
    <message>
        <source>ABORTED</source>
        <comment>outcome of a unit</comment>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>QUARANTINE</source>
        <comment>outcome of a unit: its state is not known</comment>
        <translation>حجر</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>البدء</translation>
    </message>
    <message>
        <source>Issuing key</source>
        <translation>إصدار المفتاح</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>الإثبات</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>الإغلاق</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>التأكيد</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>غير مستخدم</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>مُهيّأ</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>فارغ</translation>
    </message>
    <message>
        <source>Unit in place</source>
        <translation>الوحدة في مكانها</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Fixture away</source>
        <translation>الوصلة مفقودة</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>Place a unit</source>
        <translation>ضع وحدة</translation>
    </message>
    <message>
        <source>Scan the next label</source>
        <translation>امسح الملصق التالي</translation>
    </message>
    <message>
        <source>Scan its label</source>
        <translation>امسح ملصقها</translation>
    </message>
    <message>
        <source>Its turn to scan comes</source>
        <translation>سيأتي دورها</translation>
    </message>
    <message>
        <source>Take the unit away</source>
        <translation>أزل الوحدة</translation>
    </message>
    <message>
        <source>Check cable and adapter</source>
        <translation>افحص الكابل والمحوّل</translation>
    </message>
    <message>
        <source>Resume it to go on</source>
        <translation>استأنف للمتابعة</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>المسار %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>ينتظر %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>الخطوة %1 من %2</translation>
    </message>
    <message>
        <source>%1, resumed</source>
        <translation>%1، مستأنف</translation>
    </message>
    <message>
        <source>Genuine and intact</source>
        <translation>أصلية وسليمة</translation>
    </message>
    <message>
        <source>Genuine, altered</source>
        <translation>أصلية ومعدّلة</translation>
    </message>
    <message>
        <source>Known, cannot prove</source>
        <translation>معروفة دون إثبات</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>ليست لنا</translation>
    </message>
    <message>
        <source>Clone suspected</source>
        <translation>اشتباه في نسخة</translation>
    </message>
    <message>
        <source>Label and lock</source>
        <translation>الملصق والقفل</translation>
    </message>
    <message>
        <source>Number in the registry</source>
        <translation>الرقم في السجل</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>الشريحة</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>المنتج</translation>
    </message>
    <message>
        <source>The lock&apos;s state</source>
        <translation>حالة القفل</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>البرنامج الثابت</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>السجل المركزي</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>الفحص الذاتي</translation>
    </message>
    <message>
        <source>Capture challenge</source>
        <translation>تحدي الالتقاط</translation>
    </message>
    <message>
        <source>Table proof</source>
        <translation>إثبات الجدول</translation>
    </message>
    <message>
        <source>Entry in the signed log</source>
        <translation>القيد في السجل الموقّع</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>صحيح</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>خطأ</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>لم يُفحص</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 ث</translation>
    </message>
</context>
</TS>
