<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="en">
<context>
    <name>keyline::station::ApprovalsPage</name>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>By</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>What waits for a second person</source>
        <translation>ما ينتظر شخصًا ثانيًا</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>رمزك لمرة واحدة</translation>
    </message>
    <message>
        <source>Hold: approve</source>
        <translation>اضغط مطولًا: موافقة</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>لماذا لا؟</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>الطلب %1: %2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>السبب: %1</translation>
    </message>
    <message>
        <source>Asked by %1 at %2</source>
        <translation>طلبه %1 في %2</translation>
    </message>
    <message>
        <source>Void after %1</source>
        <translation>يبطل بعد %1</translation>
    </message>
    <message>
        <source>Asking the key service …</source>
        <translation>سؤال خدمة المفاتيح …</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>لا شيء ينتظر شخصًا ثانيًا.</translation>
    </message>
    <message>
        <source>Choose a request.</source>
        <translation>اختر طلبًا.</translation>
    </message>
    <message>
        <source>Hold: withdraw</source>
        <translation>اضغط مطولًا: سحب</translation>
    </message>
    <message>
        <source>Hold: refuse</source>
        <translation>اضغط مطولًا: رفض</translation>
    </message>
    <message>
        <source>It comes to: %1</source>
        <translation>ينتج عنه: %1</translation>
    </message>
</context>
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
    <name>keyline::station::DecisionPanel</name>
    <message>
        <source>Hold this unit until QA has looked at it.</source>
        <translation>احجز هذه الوحدة حتى تفحصها الجودة.</translation>
    </message>
    <message>
        <source>Let this unit be tried again.</source>
        <translation>السماح بمحاولة أخرى لهذه الوحدة.</translation>
    </message>
    <message>
        <source>Let this unit out of quarantine.</source>
        <translation>إخراج هذه الوحدة من الحجر.</translation>
    </message>
    <message>
        <source>Take this unit out for good: its number is used up.</source>
        <translation>إخراج هذه الوحدة نهائيًا: رقمها مستهلك.</translation>
    </message>
    <message>
        <source>Give up this unit&apos;s key: it gets a new one.</source>
        <translation>إلغاء مفتاح هذه الوحدة: تأخذ مفتاحًا جديدًا.</translation>
    </message>
    <message>
        <source>Print this unit&apos;s label once more.</source>
        <translation>طباعة ملصق هذه الوحدة مرة أخرى.</translation>
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
        <source>Hold: release</source>
        <translation>اضغط مطولًا: إفراج</translation>
    </message>
    <message>
        <source>Hold: scrap</source>
        <translation>اضغط مطولًا: إتلاف</translation>
    </message>
    <message>
        <source>Hold: new key</source>
        <translation>اضغط مطولًا: مفتاح جديد</translation>
    </message>
    <message>
        <source>Hold: print</source>
        <translation>اضغط مطولًا: طباعة</translation>
    </message>
    <message>
        <source>Smeared or torn</source>
        <translation>ملطخ أو ممزق</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>مفقود</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>سبب آخر</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>تلامس سيئ</translation>
    </message>
    <message>
        <source>Board damaged</source>
        <translation>لوحة تالفة</translation>
    </message>
    <message>
        <source>Housing damaged</source>
        <translation>غلاف تالف</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>ملصق خاطئ</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>مرتجع</translation>
    </message>
    <message>
        <source>A mistake on the line</source>
        <translation>خطأ في الخط</translation>
    </message>
    <message>
        <source>For a trial</source>
        <translation>للتجربة</translation>
    </message>
    <message>
        <source>Lane %1, %2</source>
        <translation>المسار %1، %2</translation>
    </message>
    <message>
        <source>A second person has to approve it.</source>
        <translation>يجب أن يوافق شخص ثانٍ.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>المزيد عن ذلك</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>رمزك لمرة واحدة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>اختر سببًا</translation>
    </message>
</context>
<context>
    <name>keyline::station::ErrorWords</name>
    <message>
        <source>Put the unit aside and report it.</source>
        <translation>ضع الوحدة جانبًا وأبلغ عنها.</translation>
    </message>
    <message>
        <source>Try again; then put the unit aside.</source>
        <translation>أعد المحاولة، ثم ضع الوحدة جانبًا.</translation>
    </message>
    <message>
        <source>Check how the unit sits in its place; try again.</source>
        <translation>تحقق من وضع الوحدة في مكانها ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Check label and order.</source>
        <translation>تحقق من الملصق والطلب.</translation>
    </message>
    <message>
        <source>Check product and order.</source>
        <translation>تحقق من المنتج والطلب.</translation>
    </message>
    <message>
        <source>Check cable and adapter.</source>
        <translation>تحقق من الكابل والمحوّل.</translation>
    </message>
    <message>
        <source>Scan the label again.</source>
        <translation>امسح الملصق مرة أخرى.</translation>
    </message>
    <message>
        <source>Take the unit away.</source>
        <translation>خذ الوحدة.</translation>
    </message>
    <message>
        <source>Choose another order.</source>
        <translation>اختر طلبًا آخر.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>صحّحه ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>انتظر قليلًا ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Wait a moment; then call the supervisor.</source>
        <translation>انتظر قليلًا، ثم نادِ المشرف.</translation>
    </message>
    <message>
        <source>Call the supervisor.</source>
        <translation>نادِ المشرف.</translation>
    </message>
    <message>
        <source>Stop working and call the supervisor.</source>
        <translation>أوقف العمل ونادِ المشرف.</translation>
    </message>
    <message>
        <source>A supervisor decides what becomes of the unit.</source>
        <translation>المشرف يقرر مصير الوحدة.</translation>
    </message>
    <message>
        <source>Ask somebody else.</source>
        <translation>اطلب من شخص آخر.</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>انظر إلى القائمة مرة أخرى.</translation>
    </message>
    <message>
        <source>{serial} is not a serial number.</source>
        <translation>{serial} ليس رقمًا تسلسليًا.</translation>
    </message>
    <message>
        <source>{serial} is of another product.</source>
        <translation>{serial} لمنتج آخر.</translation>
    </message>
    <message>
        <source>{serial} is not in order {order}.</source>
        <translation>{serial} ليس في الطلب {order}.</translation>
    </message>
    <message>
        <source>{serial} belongs to another unit already.</source>
        <translation>{serial} يخص وحدة أخرى.</translation>
    </message>
    <message>
        <source>{serial} has passed already.</source>
        <translation>{serial} اجتاز من قبل.</translation>
    </message>
    <message>
        <source>A serial number is never given twice: check the label.</source>
        <translation>لا يُعطى الرقم مرتين: تحقق من الملصق.</translation>
    </message>
    <message>
        <source>{serial} was scanned already.</source>
        <translation>تم مسح {serial} من قبل.</translation>
    </message>
    <message>
        <source>Scan another label.</source>
        <translation>امسح ملصقًا آخر.</translation>
    </message>
    <message>
        <source>Lane {lane} waits for unit {serial} already.</source>
        <translation>المسار {lane} ينتظر الوحدة {serial}.</translation>
    </message>
    <message>
        <source>Place that unit, or take its number back.</source>
        <translation>ضع تلك الوحدة أو اسحب رقمها.</translation>
    </message>
    <message>
        <source>Every lane has its serial number already.</source>
        <translation>لكل مسار رقمه التسلسلي.</translation>
    </message>
    <message>
        <source>Scan again when a lane is free.</source>
        <translation>امسح مجددًا عندما يفرغ مسار.</translation>
    </message>
    <message>
        <source>Nothing is on record about this unit.</source>
        <translation>لا سجل لهذه الوحدة.</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>المُدخَل غير صالح.</translation>
    </message>
    <message>
        <source>There is no order {order}.</source>
        <translation>لا يوجد طلب {order}.</translation>
    </message>
    <message>
        <source>Order {order} is used up.</source>
        <translation>نفد الطلب {order}.</translation>
    </message>
    <message>
        <source>Order {order} has expired.</source>
        <translation>انتهت صلاحية الطلب {order}.</translation>
    </message>
    <message>
        <source>Order {order} is closed.</source>
        <translation>الطلب {order} مغلق.</translation>
    </message>
    <message>
        <source>Order {order} is for another station.</source>
        <translation>الطلب {order} لمحطة أخرى.</translation>
    </message>
    <message>
        <source>Order {order} is a draft.</source>
        <translation>الطلب {order} مسودة.</translation>
    </message>
    <message>
        <source>Another person than its author has to release it.</source>
        <translation>يجب أن يفرج عنه شخص غير منشئه.</translation>
    </message>
    <message>
        <source>Who made an order cannot release it.</source>
        <translation>من أنشأ الطلب لا يفرج عنه.</translation>
    </message>
    <message>
        <source>Order {order} has units that are not at an end.</source>
        <translation>في الطلب {order} وحدات لم تنتهِ.</translation>
    </message>
    <message>
        <source>This order, or this range of numbers, is not possible.</source>
        <translation>هذا الطلب أو نطاق الأرقام غير ممكن.</translation>
    </message>
    <message>
        <source>The file of the order is not accepted.</source>
        <translation>ملف الطلب غير مقبول.</translation>
    </message>
    <message>
        <source>Order {order} has had all its attempts.</source>
        <translation>استُنفدت محاولات الطلب {order}.</translation>
    </message>
    <message>
        <source>Station and key service do not agree about this unit.</source>
        <translation>المحطة وخدمة المفاتيح مختلفتان في هذه الوحدة.</translation>
    </message>
    <message>
        <source>The work on this unit was ended before.</source>
        <translation>انتهى العمل على هذه الوحدة من قبل.</translation>
    </message>
    <message>
        <source>This unit was begun at another station.</source>
        <translation>بدأت هذه الوحدة في محطة أخرى.</translation>
    </message>
    <message>
        <source>Finish it where it was begun.</source>
        <translation>أكملها حيث بدأت.</translation>
    </message>
    <message>
        <source>This unit was begun too often.</source>
        <translation>بدأت هذه الوحدة مرات كثيرة.</translation>
    </message>
    <message>
        <source>The key service has not seen this unit&apos;s proofs.</source>
        <translation>خدمة المفاتيح لم ترَ إثباتات هذه الوحدة.</translation>
    </message>
    <message>
        <source>The state of this unit does not allow it.</source>
        <translation>حالة هذه الوحدة لا تسمح بذلك.</translation>
    </message>
    <message>
        <source>Look at the unit&apos;s history.</source>
        <translation>انظر إلى سجل الوحدة.</translation>
    </message>
    <message>
        <source>This chip belongs to another serial number.</source>
        <translation>هذه الرقاقة لرقم تسلسلي آخر.</translation>
    </message>
    <message>
        <source>This chip is in work on another lane.</source>
        <translation>هذه الرقاقة قيد العمل في مسار آخر.</translation>
    </message>
    <message>
        <source>Put both units aside and report it.</source>
        <translation>ضع الوحدتين جانبًا وأبلغ.</translation>
    </message>
    <message>
        <source>The lock took too long to prove its key.</source>
        <translation>استغرق القفل طويلًا لإثبات مفتاحه.</translation>
    </message>
    <message>
        <source>Too many proofs are under way.</source>
        <translation>إثباتات كثيرة جارية.</translation>
    </message>
    <message>
        <source>The lock could not prove its key and table.</source>
        <translation>لم يثبت القفل مفتاحه وجدوله.</translation>
    </message>
    <message>
        <source>The lock does not answer any more.</source>
        <translation>لم يعد القفل يجيب.</translation>
    </message>
    <message>
        <source>What answers is not a lock in factory mode.</source>
        <translation>ما يجيب ليس قفلًا في وضع المصنع.</translation>
    </message>
    <message>
        <source>The lock has refused a command.</source>
        <translation>رفض القفل أمرًا.</translation>
    </message>
    <message>
        <source>This lock is provisioned already; nothing was written.</source>
        <translation>هذا القفل مهيأ من قبل؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>This lock is of another product; nothing was written.</source>
        <translation>هذا القفل لمنتج آخر؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>This lock has another Kg; nothing was written.</source>
        <translation>لهذا القفل Kg آخر؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>This lock takes another table; nothing was written.</source>
        <translation>هذا القفل يأخذ جدولًا آخر؛ لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>The lock holds another serial number than its record.</source>
        <translation>في القفل رقم غير المسجَّل.</translation>
    </message>
    <message>
        <source>The lock holds what is not on record here.</source>
        <translation>في القفل ما ليس مسجَّلًا هنا.</translation>
    </message>
    <message>
        <source>The lock is not closed.</source>
        <translation>لم يُغلق القفل.</translation>
    </message>
    <message>
        <source>The unit was changed while it was in work.</source>
        <translation>بُدّلت الوحدة أثناء العمل.</translation>
    </message>
    <message>
        <source>Do not change units while a lane works.</source>
        <translation>لا تبدّل الوحدات أثناء عمل المسار.</translation>
    </message>
    <message>
        <source>The lock&apos;s self-check is wrong.</source>
        <translation>الفحص الذاتي للقفل خاطئ.</translation>
    </message>
    <message>
        <source>What the lock holds is not what its record allows.</source>
        <translation>ما في القفل لا يوافق سجله.</translation>
    </message>
    <message>
        <source>The unit was not taken away.</source>
        <translation>لم تؤخذ الوحدة.</translation>
    </message>
    <message>
        <source>No unit came.</source>
        <translation>لم تأتِ وحدة.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter is not there.</source>
        <translation>محوّل المسار غير موجود.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter may not be opened.</source>
        <translation>لا يُسمح بفتح محوّل المسار.</translation>
    </message>
    <message>
        <source>The port of the lane has failed.</source>
        <translation>تعطل منفذ المسار.</translation>
    </message>
    <message>
        <source>There is no such lane.</source>
        <translation>لا يوجد هذا المسار.</translation>
    </message>
    <message>
        <source>Badge or PIN is wrong.</source>
        <translation>البطاقة أو الرمز خاطئ.</translation>
    </message>
    <message>
        <source>Try again; the waiting time doubles with each wrong try.</source>
        <translation>أعد المحاولة؛ يتضاعف الانتظار مع كل خطأ.</translation>
    </message>
    <message>
        <source>After wrong tries nobody is let in for {wait_s} s.</source>
        <translation>بعد الأخطاء لا يدخل أحد لمدة {wait_s} ث.</translation>
    </message>
    <message>
        <source>Wait, then try again.</source>
        <translation>انتظر ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>انتهت الجلسة.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>سجّل الدخول مجددًا.</translation>
    </message>
    <message>
        <source>You may not do this: it needs the role {roles}.</source>
        <translation>لا يحق لك: يلزم الدور {roles}.</translation>
    </message>
    <message>
        <source>Ask somebody who has it.</source>
        <translation>اطلب ممن يملكه.</translation>
    </message>
    <message>
        <source>This needs a one-time code.</source>
        <translation>يلزم رمز لمرة واحدة.</translation>
    </message>
    <message>
        <source>Type the code that your app shows.</source>
        <translation>اكتب الرمز الظاهر في تطبيقك.</translation>
    </message>
    <message>
        <source>The one-time code is wrong, or was used before.</source>
        <translation>الرمز خاطئ أو استُعمل من قبل.</translation>
    </message>
    <message>
        <source>Wait for the next code, 30 seconds at most.</source>
        <translation>انتظر الرمز التالي، 30 ثانية على الأكثر.</translation>
    </message>
    <message>
        <source>You have no one-time codes yet.</source>
        <translation>ليست لديك رموز بعد.</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>وصل الأمر متأخرًا.</translation>
    </message>
    <message>
        <source>This cannot be done so.</source>
        <translation>لا يمكن ذلك هكذا.</translation>
    </message>
    <message>
        <source>This is your own: another person has to do it.</source>
        <translation>هذا لك: يجب أن يفعله شخص آخر.</translation>
    </message>
    <message>
        <source>This request is at an end already.</source>
        <translation>انتهى هذا الطلب من قبل.</translation>
    </message>
    <message>
        <source>The request is not what was shown.</source>
        <translation>الطلب ليس كما عُرض.</translation>
    </message>
    <message>
        <source>Operators cannot be changed like this.</source>
        <translation>لا يمكن تغيير المشغلين هكذا.</translation>
    </message>
    <message>
        <source>This PIN is too simple, too short or too long.</source>
        <translation>هذا الرمز بسيط أو قصير أو طويل جدًا.</translation>
    </message>
    <message>
        <source>The HSM has failed.</source>
        <translation>تعطل HSM.</translation>
    </message>
    <message>
        <source>The HSM is not as it has to be; nothing is issued.</source>
        <translation>HSM ليس كما يجب؛ لا يُصدر شيء.</translation>
    </message>
    <message>
        <source>The backup is not accepted.</source>
        <translation>النسخة الاحتياطية غير مقبولة.</translation>
    </message>
    <message>
        <source>The keys are not handed over.</source>
        <translation>لم تُسلَّم المفاتيح.</translation>
    </message>
    <message>
        <source>What the key service has stored is damaged.</source>
        <translation>ما خزّنته خدمة المفاتيح تالف.</translation>
    </message>
    <message>
        <source>The key service&apos;s registry is not ready; nothing is issued.</source>
        <translation>سجل خدمة المفاتيح غير جاهز؛ لا يُصدر شيء.</translation>
    </message>
    <message>
        <source>The key service does not answer.</source>
        <translation>خدمة المفاتيح لا تجيب.</translation>
    </message>
    <message>
        <source>What answers is not trusted as the key service.</source>
        <translation>ما يجيب غير موثوق كخدمة مفاتيح.</translation>
    </message>
    <message>
        <source>The key service has too much to do.</source>
        <translation>خدمة المفاتيح مشغولة جدًا.</translation>
    </message>
    <message>
        <source>A certificate is not accepted.</source>
        <translation>شهادة غير مقبولة.</translation>
    </message>
    <message>
        <source>This station may not do this.</source>
        <translation>لا يحق لهذه المحطة ذلك.</translation>
    </message>
    <message>
        <source>Station and key service do not understand each other.</source>
        <translation>المحطة وخدمة المفاتيح لا تتفاهمان.</translation>
    </message>
    <message>
        <source>The clocks of station and key service are {offset_s} s apart.</source>
        <translation>ساعتا المحطة وخدمة المفاتيح مختلفتان بـ {offset_s} ث.</translation>
    </message>
    <message>
        <source>The audit log cannot be written.</source>
        <translation>لا يمكن كتابة سجل التدقيق.</translation>
    </message>
    <message>
        <source>No unit without a record: call the supervisor.</source>
        <translation>لا وحدة بلا سجل: نادِ المشرف.</translation>
    </message>
    <message>
        <source>The audit log does not hold.</source>
        <translation>سجل التدقيق غير سليم.</translation>
    </message>
    <message>
        <source>{entries} entries are not archived yet.</source>
        <translation>{entries} قيود لم تؤرشف بعد.</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>لا تغطيه نقطة تحقق موقعة بعد.</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>القرص شبه ممتلئ.</translation>
    </message>
    <message>
        <source>Make room now: no unit is made without a record.</source>
        <translation>أخلِ مساحة الآن: لا وحدة بلا سجل.</translation>
    </message>
    <message>
        <source>There is no station in {path}.</source>
        <translation>لا توجد محطة في {path}.</translation>
    </message>
    <message>
        <source>This station is there already.</source>
        <translation>هذه المحطة موجودة من قبل.</translation>
    </message>
    <message>
        <source>{path} cannot be read or written.</source>
        <translation>لا يمكن قراءة {path} أو كتابته.</translation>
    </message>
    <message>
        <source>Check the path, its rights and the free space.</source>
        <translation>تحقق من المسار والصلاحيات والمساحة.</translation>
    </message>
    <message>
        <source>{path} is not right&lt;, line {line}&gt;.</source>
        <translation>{path} غير صحيح&lt;، السطر {line}&gt;.</translation>
    </message>
    <message>
        <source>The product&apos;s profile is not right.</source>
        <translation>ملف تعريف المنتج غير صحيح.</translation>
    </message>
    <message>
        <source>The product&apos;s substitution table is not right.</source>
        <translation>جدول استبدال المنتج غير صحيح.</translation>
    </message>
    <message>
        <source>The report does not hold.</source>
        <translation>التقرير غير سليم.</translation>
    </message>
    <message>
        <source>Do not rely on it; verify the unit again.</source>
        <translation>لا تعتمد عليه؛ تحقق من الوحدة مجددًا.</translation>
    </message>
    <message>
        <source>No memory for secrets can be locked.</source>
        <translation>لا يمكن قفل ذاكرة للأسرار.</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>هذا غير ممكن هنا.</translation>
    </message>
    <message>
        <source>Stopped, as asked for.</source>
        <translation>أُوقف كما طُلب.</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>ابدأ مجددًا حين تستعد.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>حدث خطأ داخل البرنامج.</translation>
    </message>
    <message>
        <source>Report it; nothing is lost.</source>
        <translation>أبلغ عنه؛ لم يضِع شيء.</translation>
    </message>
    <message>
        <source>The lid was opened in the middle of a unit.</source>
        <translation>فُتح الغطاء أثناء العمل على الوحدة.</translation>
    </message>
    <message>
        <source>Shut it: the unit goes on from where it was.</source>
        <translation>أغلقه: تتابع الوحدة من حيث توقفت.</translation>
    </message>
    <message>
        <source>The unit was taken out in the middle of its work.</source>
        <translation>أُخرجت الوحدة أثناء العمل عليها.</translation>
    </message>
    <message>
        <source>The printer {printer} has not printed.</source>
        <translation>لم تطبع الطابعة {printer}.</translation>
    </message>
    <message>
        <source>Look at the printer; then print the label again.</source>
        <translation>تحقق من الطابعة ثم اطبع الملصق مجددًا.</translation>
    </message>
    <message>
        <source>Put it back: it goes on from where it was.</source>
        <translation>أعدها إلى مكانها: تتابع من حيث توقفت.</translation>
    </message>
    <message>
        <source>The lane is in use: by a run here, or by another program.</source>
        <translation>المسار مستخدم: من تشغيل هنا أو من برنامج آخر.</translation>
    </message>
    <message>
        <source>Stop that first.</source>
        <translation>أوقفه أولًا.</translation>
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
    <message>
        <source>Entries</source>
        <translation>القيود</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>هذه الوردية</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 ساعة</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>إحصاءات الكل</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>ما يُعرض</translation>
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
    <message>
        <source>%1: its label is with the printer, and on record.</source>
        <translation>%1: الملصق عند الطابعة ومسجَّل.</translation>
    </message>
    <message>
        <source>Request %1 is approved, and done.</source>
        <translation>تمت الموافقة على الطلب %1 ونُفِّذ.</translation>
    </message>
    <message>
        <source>Request %1 is at an end; nothing was done.</source>
        <translation>انتهى الطلب %1؛ لم يُفعل شيء.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>موافقات</translation>
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
    <name>keyline::station::PlotView</name>
    <message>
        <source>Statistics</source>
        <translation>إحصاءات</translation>
    </message>
    <message>
        <source>Passed %1, first-pass yield %2 %</source>
        <translation>%1 ناجحة، مردود المحاولة الأولى %2 %</translation>
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
    <message>
        <source>Ports that no lane has</source>
        <translation>منافذ بلا مسار</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>المكان</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>تعيين</translation>
    </message>
    <message>
        <source>Hold: remove lane</source>
        <translation>اضغط مطولًا: إزالة المسار</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>المسار %1</translation>
    </message>
    <message>
        <source>No other port is found</source>
        <translation>لا يوجد منفذ آخر</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>ملف المنتج</translation>
    </message>
    <message>
        <source>Cannot be used, line %1: %2</source>
        <translation>لا يمكن استخدامه، السطر %1: %2</translation>
    </message>
    <message>
        <source>Type %1, table of %2 bytes.</source>
        <translation>النوع %1، جدول من %2 بايت.</translation>
    </message>
    <message>
        <source>A unit begins when it is put in.</source>
        <translation>تبدأ الوحدة عند وضعها.</translation>
    </message>
    <message>
        <source>A unit begins when its label is scanned.</source>
        <translation>تبدأ الوحدة عند مسح ملصقها.</translation>
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
    <message>
        <source>The station has to be opened first.</source>
        <translation>يجب فتح المحطة أولًا.</translation>
    </message>
    <message>
        <source>Disk low</source>
        <translation>القرص يمتلئ</translation>
    </message>
</context>
<context>
    <name>keyline::station::UnitPanel</name>
    <message>
        <source>Hold: try again</source>
        <translation>اضغط مطولًا: إعادة</translation>
    </message>
    <message>
        <source>Hold: abort this unit</source>
        <translation>اضغط مطولًا: إلغاء الوحدة</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>سحب الرقم</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Print label again …</source>
        <translation>طباعة الملصق مجددًا …</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>حجر …</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>إعادة عمل …</translation>
    </message>
    <message>
        <source>Release …</source>
        <translation>إفراج …</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>مفتاح جديد …</translation>
    </message>
    <message>
        <source>Scrap …</source>
        <translation>إتلاف …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>المسار %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>الوحدة</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>استئناف المسار</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>إيقاف المسار</translation>
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
    <message>
        <source>Lid open</source>
        <translation>الغطاء مفتوح</translation>
    </message>
    <message>
        <source>Extend an order</source>
        <translation>توسيع طلب</translation>
    </message>
    <message>
        <source>Scrap a unit</source>
        <translation>إتلاف وحدة</translation>
    </message>
    <message>
        <source>Quarantine many units</source>
        <translation>حجر وحدات كثيرة</translation>
    </message>
    <message>
        <source>Release a unit</source>
        <translation>الإفراج عن وحدة</translation>
    </message>
    <message>
        <source>New key for a unit</source>
        <translation>مفتاح جديد لوحدة</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>إضافة مشغل</translation>
    </message>
    <message>
        <source>Change an operator</source>
        <translation>تغيير مشغل</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>إعادة تعيين رمز</translation>
    </message>
    <message>
        <source>Hand keys over</source>
        <translation>تسليم المفاتيح</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>مقروء</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>أُجيب</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>مرفوض</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Shut the lid</source>
        <translation>أغلق الغطاء</translation>
    </message>
    <message>
        <source>%1 (lane %2)</source>
        <translation>%1 (المسار %2)</translation>
    </message>
    <message>
        <source>Not finished before: %1. Put back into a lane, each goes on where it was.</source>
        <translation>لم تكتمل من قبل: %1. عند إعادتها تُكمل كل وحدة من حيث توقفت.</translation>
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
        <source>Cause</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>الشخص</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>الأدوار</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>الحصة</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>المحاولات</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>المحطة</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>ملف المنتج</translation>
    </message>
</context>
</TS>
