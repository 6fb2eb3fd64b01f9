<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>keyline::station::ApprovalsPage</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>By</source>
        <translation>提出者</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>What waits for a second person</source>
        <translation>等待第二个人的请求</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>您的一次性验证码</translation>
    </message>
    <message>
        <source>Hold: approve</source>
        <translation>按住：批准</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>为什么不？</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>请求 %1：%2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Asked by %1 at %2</source>
        <translation>由 %1 在 %2 提出</translation>
    </message>
    <message>
        <source>Void after %1</source>
        <translation>%1 后失效</translation>
    </message>
    <message>
        <source>Asking the key service …</source>
        <translation>正在询问密钥服务…</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>没有等待第二个人的请求。</translation>
    </message>
    <message>
        <source>Choose a request.</source>
        <translation>选择一个请求。</translation>
    </message>
    <message>
        <source>Hold: withdraw</source>
        <translation>按住：撤回</translation>
    </message>
    <message>
        <source>Hold: refuse</source>
        <translation>按住：拒绝</translation>
    </message>
    <message>
        <source>It comes to: %1</source>
        <translation>结果为：%1</translation>
    </message>
</context>
<context>
    <name>keyline::station::ConnectPanel</name>
    <message>
        <source>The station cannot be opened</source>
        <translation>无法打开工站</translation>
    </message>
    <message>
        <source>Opening the station</source>
        <translation>正在打开工站</translation>
    </message>
    <message>
        <source>Waiting for the key service</source>
        <translation>正在等待密钥服务</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>已等待 %n 秒。您可以随时关闭此窗口。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>keyline::station::DecisionPanel</name>
    <message>
        <source>Hold this unit until QA has looked at it.</source>
        <translation>扣留该产品，直到质检看过。</translation>
    </message>
    <message>
        <source>Let this unit be tried again.</source>
        <translation>允许该产品再试一次。</translation>
    </message>
    <message>
        <source>Let this unit out of quarantine.</source>
        <translation>解除该产品的隔离。</translation>
    </message>
    <message>
        <source>Take this unit out for good: its number is used up.</source>
        <translation>永久剔除该产品：其号码作废。</translation>
    </message>
    <message>
        <source>Give up this unit&apos;s key: it gets a new one.</source>
        <translation>放弃该产品的密钥：它将得到新密钥。</translation>
    </message>
    <message>
        <source>Print this unit&apos;s label once more.</source>
        <translation>再次打印该产品的标签。</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>按住：隔离</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>按住：返工</translation>
    </message>
    <message>
        <source>Hold: release</source>
        <translation>按住：放行</translation>
    </message>
    <message>
        <source>Hold: scrap</source>
        <translation>按住：报废</translation>
    </message>
    <message>
        <source>Hold: new key</source>
        <translation>按住：新密钥</translation>
    </message>
    <message>
        <source>Hold: print</source>
        <translation>按住：打印</translation>
    </message>
    <message>
        <source>Smeared or torn</source>
        <translation>污损或撕破</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>接触不良</translation>
    </message>
    <message>
        <source>Board damaged</source>
        <translation>电路板损坏</translation>
    </message>
    <message>
        <source>Housing damaged</source>
        <translation>外壳损坏</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>标签错误</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>A mistake on the line</source>
        <translation>生产线失误</translation>
    </message>
    <message>
        <source>For a trial</source>
        <translation>试验用</translation>
    </message>
    <message>
        <source>Lane %1, %2</source>
        <translation>工位 %1，%2</translation>
    </message>
    <message>
        <source>A second person has to approve it.</source>
        <translation>须由第二个人批准。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>您的一次性验证码</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>选择原因</translation>
    </message>
</context>
<context>
    <name>keyline::station::ErrorWords</name>
    <message>
        <source>Put the unit aside and report it.</source>
        <translation>把产品放到一边并报告。</translation>
    </message>
    <message>
        <source>Try again; then put the unit aside.</source>
        <translation>再试一次；仍不行就放到一边。</translation>
    </message>
    <message>
        <source>Check how the unit sits in its place; try again.</source>
        <translation>检查产品放得是否到位，再试一次。</translation>
    </message>
    <message>
        <source>Check label and order.</source>
        <translation>检查标签和订单。</translation>
    </message>
    <message>
        <source>Check product and order.</source>
        <translation>检查产品和订单。</translation>
    </message>
    <message>
        <source>Check cable and adapter.</source>
        <translation>检查电缆和适配器。</translation>
    </message>
    <message>
        <source>Scan the label again.</source>
        <translation>请再次扫描标签。</translation>
    </message>
    <message>
        <source>Take the unit away.</source>
        <translation>取走产品。</translation>
    </message>
    <message>
        <source>Choose another order.</source>
        <translation>选择另一个订单。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>更正后再试。</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>稍候再试。</translation>
    </message>
    <message>
        <source>Wait a moment; then call the supervisor.</source>
        <translation>稍候；仍不行请叫主管。</translation>
    </message>
    <message>
        <source>Call the supervisor.</source>
        <translation>请叫主管。</translation>
    </message>
    <message>
        <source>Stop working and call the supervisor.</source>
        <translation>停止工作并叫主管。</translation>
    </message>
    <message>
        <source>A supervisor decides what becomes of the unit.</source>
        <translation>由主管决定如何处理该产品。</translation>
    </message>
    <message>
        <source>Ask somebody else.</source>
        <translation>请另一个人来做。</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>再看一下列表。</translation>
    </message>
    <message>
        <source>{serial} is not a serial number.</source>
        <translation>{serial} 不是序列号。</translation>
    </message>
    <message>
        <source>{serial} is of another product.</source>
        <translation>{serial} 属于另一种产品。</translation>
    </message>
    <message>
        <source>{serial} is not in order {order}.</source>
        <translation>{serial} 不在订单 {order} 中。</translation>
    </message>
    <message>
        <source>{serial} belongs to another unit already.</source>
        <translation>{serial} 已属于另一个产品。</translation>
    </message>
    <message>
        <source>{serial} has passed already.</source>
        <translation>{serial} 已经合格。</translation>
    </message>
    <message>
        <source>A serial number is never given twice: check the label.</source>
        <translation>序列号绝不重复使用：检查标签。</translation>
    </message>
    <message>
        <source>{serial} was scanned already.</source>
        <translation>{serial} 已扫描过。</translation>
    </message>
    <message>
        <source>Scan another label.</source>
        <translation>请扫描另一个标签。</translation>
    </message>
    <message>
        <source>Lane {lane} waits for unit {serial} already.</source>
        <translation>工位 {lane} 已在等待产品 {serial}。</translation>
    </message>
    <message>
        <source>Place that unit, or take its number back.</source>
        <translation>放入该产品，或收回其号码。</translation>
    </message>
    <message>
        <source>Every lane has its serial number already.</source>
        <translation>每个工位都已有序列号。</translation>
    </message>
    <message>
        <source>Scan again when a lane is free.</source>
        <translation>有空工位时再扫描。</translation>
    </message>
    <message>
        <source>Nothing is on record about this unit.</source>
        <translation>没有该产品的记录。</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>输入无效。</translation>
    </message>
    <message>
        <source>There is no order {order}.</source>
        <translation>没有订单 {order}。</translation>
    </message>
    <message>
        <source>Order {order} is used up.</source>
        <translation>订单 {order} 已用完。</translation>
    </message>
    <message>
        <source>Order {order} has expired.</source>
        <translation>订单 {order} 已过期。</translation>
    </message>
    <message>
        <source>Order {order} is closed.</source>
        <translation>订单 {order} 已关闭。</translation>
    </message>
    <message>
        <source>Order {order} is for another station.</source>
        <translation>订单 {order} 属于另一个工作站。</translation>
    </message>
    <message>
        <source>Order {order} is a draft.</source>
        <translation>订单 {order} 是草稿。</translation>
    </message>
    <message>
        <source>Another person than its author has to release it.</source>
        <translation>须由作者以外的人发布。</translation>
    </message>
    <message>
        <source>Who made an order cannot release it.</source>
        <translation>创建订单的人不能发布它。</translation>
    </message>
    <message>
        <source>Order {order} has units that are not at an end.</source>
        <translation>订单 {order} 还有未完结的产品。</translation>
    </message>
    <message>
        <source>This order, or this range of numbers, is not possible.</source>
        <translation>该订单或号码范围不可行。</translation>
    </message>
    <message>
        <source>The file of the order is not accepted.</source>
        <translation>订单文件不被接受。</translation>
    </message>
    <message>
        <source>Order {order} has had all its attempts.</source>
        <translation>订单 {order} 的尝试次数已用完。</translation>
    </message>
    <message>
        <source>Station and key service do not agree about this unit.</source>
        <translation>工作站与密钥服务对该产品的记录不一致。</translation>
    </message>
    <message>
        <source>The work on this unit was ended before.</source>
        <translation>该产品的工作此前已结束。</translation>
    </message>
    <message>
        <source>This unit was begun at another station.</source>
        <translation>该产品是在另一个工作站开始的。</translation>
    </message>
    <message>
        <source>Finish it where it was begun.</source>
        <translation>请在开始的地方完成。</translation>
    </message>
    <message>
        <source>This unit was begun too often.</source>
        <translation>该产品开始的次数过多。</translation>
    </message>
    <message>
        <source>The key service has not seen this unit&apos;s proofs.</source>
        <translation>密钥服务没有见到该产品的证明。</translation>
    </message>
    <message>
        <source>The state of this unit does not allow it.</source>
        <translation>该产品的状态不允许这样做。</translation>
    </message>
    <message>
        <source>Look at the unit&apos;s history.</source>
        <translation>查看该产品的历史。</translation>
    </message>
    <message>
        <source>This chip belongs to another serial number.</source>
        <translation>该芯片属于另一个序列号。</translation>
    </message>
    <message>
        <source>This chip is in work on another lane.</source>
        <translation>该芯片正在另一个工位上处理。</translation>
    </message>
    <message>
        <source>Put both units aside and report it.</source>
        <translation>把两个产品都放到一边并报告。</translation>
    </message>
    <message>
        <source>The lock took too long to prove its key.</source>
        <translation>锁证明其密钥的时间过长。</translation>
    </message>
    <message>
        <source>Too many proofs are under way.</source>
        <translation>正在进行的证明过多。</translation>
    </message>
    <message>
        <source>The lock could not prove its key and table.</source>
        <translation>锁无法证明其密钥和表。</translation>
    </message>
    <message>
        <source>The lock does not answer any more.</source>
        <translation>锁不再应答。</translation>
    </message>
    <message>
        <source>What answers is not a lock in factory mode.</source>
        <translation>应答的不是处于工厂模式的锁。</translation>
    </message>
    <message>
        <source>The lock has refused a command.</source>
        <translation>锁拒绝了一条命令。</translation>
    </message>
    <message>
        <source>This lock is provisioned already; nothing was written.</source>
        <translation>该锁已配置；未写入任何内容。</translation>
    </message>
    <message>
        <source>This lock is of another product; nothing was written.</source>
        <translation>该锁属于另一种产品；未写入任何内容。</translation>
    </message>
    <message>
        <source>This lock has another Kg; nothing was written.</source>
        <translation>该锁的 Kg 不同；未写入任何内容。</translation>
    </message>
    <message>
        <source>This lock takes another table; nothing was written.</source>
        <translation>该锁需要另一张表；未写入任何内容。</translation>
    </message>
    <message>
        <source>The lock holds another serial number than its record.</source>
        <translation>锁中的序列号与记录不同。</translation>
    </message>
    <message>
        <source>The lock holds what is not on record here.</source>
        <translation>锁中的内容在此没有记录。</translation>
    </message>
    <message>
        <source>The lock is not closed.</source>
        <translation>锁没有关闭工厂模式。</translation>
    </message>
    <message>
        <source>The unit was changed while it was in work.</source>
        <translation>产品在处理中被调换。</translation>
    </message>
    <message>
        <source>Do not change units while a lane works.</source>
        <translation>工位工作时不要调换产品。</translation>
    </message>
    <message>
        <source>The lock&apos;s self-check is wrong.</source>
        <translation>锁的自检不正确。</translation>
    </message>
    <message>
        <source>What the lock holds is not what its record allows.</source>
        <translation>锁中的内容与其记录不符。</translation>
    </message>
    <message>
        <source>The unit was not taken away.</source>
        <translation>产品没有被取走。</translation>
    </message>
    <message>
        <source>No unit came.</source>
        <translation>没有产品放入。</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter is not there.</source>
        <translation>工位的适配器不存在。</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter may not be opened.</source>
        <translation>没有权限打开该工位的适配器。</translation>
    </message>
    <message>
        <source>The port of the lane has failed.</source>
        <translation>工位的端口出故障。</translation>
    </message>
    <message>
        <source>There is no such lane.</source>
        <translation>没有这个工位。</translation>
    </message>
    <message>
        <source>Badge or PIN is wrong.</source>
        <translation>工牌或 PIN 错误。</translation>
    </message>
    <message>
        <source>Try again; the waiting time doubles with each wrong try.</source>
        <translation>再试一次；每错一次等待时间加倍。</translation>
    </message>
    <message>
        <source>After wrong tries nobody is let in for {wait_s} s.</source>
        <translation>多次错误后 {wait_s} 秒内不允许登录。</translation>
    </message>
    <message>
        <source>Wait, then try again.</source>
        <translation>等待后再试。</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>会话已结束。</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>请重新登录。</translation>
    </message>
    <message>
        <source>You may not do this: it needs the role {roles}.</source>
        <translation>您无权这样做：需要角色 {roles}。</translation>
    </message>
    <message>
        <source>Ask somebody who has it.</source>
        <translation>请找有该角色的人。</translation>
    </message>
    <message>
        <source>This needs a one-time code.</source>
        <translation>这需要一次性验证码。</translation>
    </message>
    <message>
        <source>Type the code that your app shows.</source>
        <translation>输入您的应用显示的验证码。</translation>
    </message>
    <message>
        <source>The one-time code is wrong, or was used before.</source>
        <translation>验证码错误或已使用过。</translation>
    </message>
    <message>
        <source>Wait for the next code, 30 seconds at most.</source>
        <translation>等待下一个验证码，最多 30 秒。</translation>
    </message>
    <message>
        <source>You have no one-time codes yet.</source>
        <translation>您还没有一次性验证码。</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>命令来得太晚。</translation>
    </message>
    <message>
        <source>This cannot be done so.</source>
        <translation>不能这样做。</translation>
    </message>
    <message>
        <source>This is your own: another person has to do it.</source>
        <translation>这是您自己的：须由另一个人来做。</translation>
    </message>
    <message>
        <source>This request is at an end already.</source>
        <translation>该请求已结束。</translation>
    </message>
    <message>
        <source>The request is not what was shown.</source>
        <translation>该请求与显示的不同。</translation>
    </message>
    <message>
        <source>Operators cannot be changed like this.</source>
        <translation>不能这样更改操作员。</translation>
    </message>
    <message>
        <source>This PIN is too simple, too short or too long.</source>
        <translation>该 PIN 太简单、太短或太长。</translation>
    </message>
    <message>
        <source>The HSM has failed.</source>
        <translation>HSM 出故障。</translation>
    </message>
    <message>
        <source>The HSM is not as it has to be; nothing is issued.</source>
        <translation>HSM 状态不对；不签发任何内容。</translation>
    </message>
    <message>
        <source>The backup is not accepted.</source>
        <translation>备份不被接受。</translation>
    </message>
    <message>
        <source>The keys are not handed over.</source>
        <translation>密钥没有移交。</translation>
    </message>
    <message>
        <source>What the key service has stored is damaged.</source>
        <translation>密钥服务存储的数据已损坏。</translation>
    </message>
    <message>
        <source>The key service&apos;s registry is not ready; nothing is issued.</source>
        <translation>密钥服务的登记库未就绪；不签发任何内容。</translation>
    </message>
    <message>
        <source>The key service does not answer.</source>
        <translation>密钥服务没有应答。</translation>
    </message>
    <message>
        <source>What answers is not trusted as the key service.</source>
        <translation>应答者不是可信的密钥服务。</translation>
    </message>
    <message>
        <source>The key service has too much to do.</source>
        <translation>密钥服务过忙。</translation>
    </message>
    <message>
        <source>A certificate is not accepted.</source>
        <translation>证书不被接受。</translation>
    </message>
    <message>
        <source>This station may not do this.</source>
        <translation>该工作站无权这样做。</translation>
    </message>
    <message>
        <source>Station and key service do not understand each other.</source>
        <translation>工作站与密钥服务互不兼容。</translation>
    </message>
    <message>
        <source>The clocks of station and key service are {offset_s} s apart.</source>
        <translation>工作站与密钥服务的时钟相差 {offset_s} 秒。</translation>
    </message>
    <message>
        <source>The audit log cannot be written.</source>
        <translation>审计日志无法写入。</translation>
    </message>
    <message>
        <source>No unit without a record: call the supervisor.</source>
        <translation>没有记录就不生产：请叫主管。</translation>
    </message>
    <message>
        <source>The audit log does not hold.</source>
        <translation>审计日志不完整。</translation>
    </message>
    <message>
        <source>{entries} entries are not archived yet.</source>
        <translation>{entries} 条记录尚未归档。</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>尚无签名检查点覆盖它。</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>磁盘快满了。</translation>
    </message>
    <message>
        <source>Make room now: no unit is made without a record.</source>
        <translation>立即腾出空间：没有记录就不生产。</translation>
    </message>
    <message>
        <source>There is no station in {path}.</source>
        <translation>{path} 中没有工作站。</translation>
    </message>
    <message>
        <source>This station is there already.</source>
        <translation>该工作站已存在。</translation>
    </message>
    <message>
        <source>{path} cannot be read or written.</source>
        <translation>{path} 无法读取或写入。</translation>
    </message>
    <message>
        <source>Check the path, its rights and the free space.</source>
        <translation>检查路径、权限和可用空间。</translation>
    </message>
    <message>
        <source>{path} is not right&lt;, line {line}&gt;.</source>
        <translation>{path} 不正确&lt;，第 {line} 行&gt;。</translation>
    </message>
    <message>
        <source>The product&apos;s profile is not right.</source>
        <translation>产品配置不正确。</translation>
    </message>
    <message>
        <source>The product&apos;s substitution table is not right.</source>
        <translation>产品的替换表不正确。</translation>
    </message>
    <message>
        <source>The report does not hold.</source>
        <translation>报告不成立。</translation>
    </message>
    <message>
        <source>Do not rely on it; verify the unit again.</source>
        <translation>不要依赖它；请重新验证产品。</translation>
    </message>
    <message>
        <source>No memory for secrets can be locked.</source>
        <translation>无法锁定用于机密的内存。</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>在这里不可行。</translation>
    </message>
    <message>
        <source>Stopped, as asked for.</source>
        <translation>已按要求停止。</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>准备好后重新开始。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错。</translation>
    </message>
    <message>
        <source>Report it; nothing is lost.</source>
        <translation>请报告；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The lid was opened in the middle of a unit.</source>
        <translation>处理过程中盖子被打开。</translation>
    </message>
    <message>
        <source>Shut it: the unit goes on from where it was.</source>
        <translation>合上盖子，将从中断处继续。</translation>
    </message>
    <message>
        <source>The unit was taken out in the middle of its work.</source>
        <translation>处理过程中产品被取出。</translation>
    </message>
    <message>
        <source>The printer {printer} has not printed.</source>
        <translation>打印机 {printer} 没有打印。</translation>
    </message>
    <message>
        <source>Look at the printer; then print the label again.</source>
        <translation>检查打印机，然后重新打印标签。</translation>
    </message>
    <message>
        <source>Put it back: it goes on from where it was.</source>
        <translation>放回原处，将从中断处继续。</translation>
    </message>
    <message>
        <source>The lane is in use: by a run here, or by another program.</source>
        <translation>该工位正在使用：由此处的运行或其他程序占用。</translation>
    </message>
    <message>
        <source>Stop that first.</source>
        <translation>请先停止它。</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan a label, or type its number</source>
        <translation>扫描标签或输入编号</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Until: 2026-12-31</source>
        <translation>截止：2026-12-31</translation>
    </message>
    <message>
        <source>Until this day</source>
        <translation>截至该日</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Entries of the audit log, the newest first</source>
        <translation>审计日志记录，最新在前</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>所有订单</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>本班</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>全部统计</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
</context>
<context>
    <name>keyline::station::LoginPanel</name>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The key service checks badge and PIN …</source>
        <translation>密钥服务正在核对工牌和 PIN…</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Scan your badge, or type its number</source>
        <translation>扫描工牌或输入工牌号</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>工牌</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message>
        <source>%1: a second person has to approve it.</source>
        <translation>%1：须由第二人批准。</translation>
    </message>
    <message>
        <source>%1: done, and on record.</source>
        <translation>%1：已完成并已记录。</translation>
    </message>
    <message>
        <source>%1 is for lane %2: place the unit.</source>
        <translation>%1 用于工位 %2：请放入产品。</translation>
    </message>
    <message>
        <source>The scan was not whole. Scan again.</source>
        <translation>扫描不完整，请重新扫描。</translation>
    </message>
    <message>
        <source>Not taken: this run gives numbers by itself. Place the unit.</source>
        <translation>未采用：本次运行自动分配编号。请放入产品。</translation>
    </message>
    <message>
        <source>Not taken: start an order first.</source>
        <translation>未采用：请先启动订单。</translation>
    </message>
    <message>
        <source>Keyline station</source>
        <translation>Keyline 工站</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Finish and close</source>
        <translation>完成后关闭</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>%n 件产品正在处理：完成后窗口将关闭。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>%n 件产品正在处理。完成后关闭吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: its label is with the printer, and on record.</source>
        <translation>%1：标签已送打印机并已记录。</translation>
    </message>
    <message>
        <source>Request %1 is approved, and done.</source>
        <translation>请求 %1 已批准并执行。</translation>
    </message>
    <message>
        <source>Request %1 is at an end; nothing was done.</source>
        <translation>请求 %1 已结束；未执行任何操作。</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
</context>
<context>
    <name>keyline::station::Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>订单进度</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Yield of the shift</source>
        <translation>本班合格率</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1：剩余 %2</translation>
    </message>
    <message>
        <source>No order may be worked on</source>
        <translation>没有可执行的订单</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Passed of the order: %1</source>
        <translation>订单合格数：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>in an hour; target %1</source>
        <translation>每小时；目标 %1</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>A supervisor makes orders.</source>
        <translation>订单由主管创建。</translation>
    </message>
    <message>
        <source>Opening the lanes and asking the key service …</source>
        <translation>正在打开工位并询问密钥服务…</translation>
    </message>
    <message>
        <source>Scan a label, then place its unit.</source>
        <translation>先扫描标签，再放入产品。</translation>
    </message>
    <message>
        <source>Place units: each begins by itself.</source>
        <translation>放入产品：会自动开始。</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>%n 件产品正在处理：先完成它们。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersModel</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>隔离</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新查询</translation>
    </message>
</context>
<context>
    <name>keyline::station::PinPad</name>
    <message>
        <source>Remove the last digit</source>
        <translation>删除最后一位</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>keyline::station::PlotView</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Passed %1, first-pass yield %2 %</source>
        <translation>%1 合格，一次合格率 %2 %</translation>
    </message>
</context>
<context>
    <name>keyline::station::QaPage</name>
    <message>
        <source>Scan the unit&apos;s label</source>
        <translation>扫描产品标签</translation>
    </message>
    <message>
        <source>Serial number on the label</source>
        <translation>标签上的序列号</translation>
    </message>
    <message>
        <source>Where the unit is</source>
        <translation>产品所在位置</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>不再等待</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Not at hand: records alone</source>
        <translation>不在手边：仅查记录</translation>
    </message>
    <message>
        <source>In lane %1</source>
        <translation>在工位 %1</translation>
    </message>
    <message>
        <source>The lock and the key service are asked; nothing is written to the lock …</source>
        <translation>正在询问锁和密钥服务；不会向锁写入任何内容…</translation>
    </message>
    <message>
        <source>%1, chip %2; report signed by %3</source>
        <translation>%1，芯片 %2；报告由 %3 签名</translation>
    </message>
    <message>
        <source>Nothing is ever written to a unit that is verified.</source>
        <translation>验证时绝不会向产品写入任何内容。</translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Target in an hour</source>
        <translation>每小时目标</translation>
    </message>
    <message>
        <source>Log out after rest</source>
        <translation>闲置后退出</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>The order&apos;s next: a unit begins by itself</source>
        <translation>订单的下一个：产品自动开始</translation>
    </message>
    <message>
        <source>Scanned: a label for each unit</source>
        <translation>扫描：每件产品一个标签</translation>
    </message>
    <message>
        <source>Sounds are on</source>
        <translation>声音已开启</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Scan anything: what the scanner sends is shown here.</source>
        <translation>扫描任意内容：此处显示扫描器发送的数据。</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Test all lanes</source>
        <translation>测试所有工位</translation>
    </message>
    <message>
        <source>A lock answers: chip %1</source>
        <translation>有锁应答：芯片 %1</translation>
    </message>
    <message>
        <source>The port is there; the place is empty</source>
        <translation>端口正常；工位为空</translation>
    </message>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>扫描器发送了 %n 个字符：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Ports that no lane has</source>
        <translation>未分配的端口</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Hold: remove lane</source>
        <translation>按住：移除工位</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>No other port is found</source>
        <translation>未找到其他端口</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>产品配置</translation>
    </message>
    <message>
        <source>Cannot be used, line %1: %2</source>
        <translation>无法使用，第 %1 行：%2</translation>
    </message>
    <message>
        <source>Type %1, table of %2 bytes.</source>
        <translation>型号 %1，表 %2 字节。</translation>
    </message>
    <message>
        <source>A unit begins when it is put in.</source>
        <translation>放入产品即开始。</translation>
    </message>
    <message>
        <source>A unit begins when its label is scanned.</source>
        <translation>扫描标签后开始。</translation>
    </message>
</context>
<context>
    <name>keyline::station::StripModel</name>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>Log in with badge and PIN.</source>
        <translation>请用工牌和 PIN 登录。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose an order and start it.</source>
        <translation>请选择并启动订单。</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>The order is complete.</source>
        <translation>订单已完成。</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>hardware security module</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The key service has to answer first.</source>
        <translation>须先等密钥服务应答。</translation>
    </message>
    <message>
        <source>Key service</source>
        <translation>密钥服务</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>The key service is starting, or does not answer yet.</source>
        <translation>密钥服务正在启动或尚未应答。</translation>
    </message>
    <message>
        <source>Units in work wait, and go on when it is back. Nothing is lost.</source>
        <translation>处理中的产品会等待，恢复后继续。不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Issues nothing</source>
        <translation>不签发</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>服务中</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Nothing is produced, and no PASS is shown: no unit without a record.</source>
        <translation>停止生产，也不显示“合格”：没有记录就没有产品。</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录中</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 条待归档</translation>
    </message>
    <message>
        <source>Too many entries are not archived: nothing new begins. Bring the key service back.</source>
        <translation>未归档记录过多：不再开始新产品。请恢复密钥服务。</translation>
    </message>
    <message>
        <source>Many entries are not archived yet. Is the key service there?</source>
        <translation>许多记录尚未归档。密钥服务在线吗？</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>The station has to be opened first.</source>
        <translation>必须先打开工作站。</translation>
    </message>
    <message>
        <source>Disk low</source>
        <translation>磁盘空间不足</translation>
    </message>
</context>
<context>
    <name>keyline::station::UnitPanel</name>
    <message>
        <source>Hold: try again</source>
        <translation>按住：重试</translation>
    </message>
    <message>
        <source>Hold: abort this unit</source>
        <translation>按住：中止该产品</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>收回号码</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Print label again …</source>
        <translation>重新打印标签…</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>隔离…</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>返工…</translation>
    </message>
    <message>
        <source>Release …</source>
        <translation>放行…</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>新密钥…</translation>
    </message>
    <message>
        <source>Scrap …</source>
        <translation>报废…</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>恢复工位</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>停止工位</translation>
    </message>
</context>
<context>
    <name>keyline::station::Words</name>
    <message>
        <source>PASS</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>合格</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>不合格</translation>
    </message>
    <message>
        <source>ERROR</source>
        <comment>outcome of a unit: the station&apos;s fault</comment>
        <translation>故障</translation>
    </message>
    <message>
        <source>ABORTED</source>
        <comment>outcome of a unit</comment>
        <translation>中止</translation>
    </message>
    <message>
        <source>QUARANTINE</source>
        <comment>outcome of a unit: its state is not known</comment>
        <translation>隔离</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Issuing key</source>
        <translation>签发密钥</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Unit in place</source>
        <translation>产品已就位</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Fixture away</source>
        <translation>夹具断开</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Place a unit</source>
        <translation>放入产品</translation>
    </message>
    <message>
        <source>Scan the next label</source>
        <translation>扫描下一个标签</translation>
    </message>
    <message>
        <source>Scan its label</source>
        <translation>扫描其标签</translation>
    </message>
    <message>
        <source>Its turn to scan comes</source>
        <translation>等待轮到扫描</translation>
    </message>
    <message>
        <source>Take the unit away</source>
        <translation>取走产品</translation>
    </message>
    <message>
        <source>Check cable and adapter</source>
        <translation>检查线缆和适配器</translation>
    </message>
    <message>
        <source>Resume it to go on</source>
        <translation>恢复后继续</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>%1, resumed</source>
        <translation>%1，已续作</translation>
    </message>
    <message>
        <source>Genuine and intact</source>
        <translation>真品且完好</translation>
    </message>
    <message>
        <source>Genuine, altered</source>
        <translation>真品，已被改动</translation>
    </message>
    <message>
        <source>Known, cannot prove</source>
        <translation>已知，但无法证明</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>非我方产品</translation>
    </message>
    <message>
        <source>Clone suspected</source>
        <translation>疑似克隆</translation>
    </message>
    <message>
        <source>Label and lock</source>
        <translation>标签与锁</translation>
    </message>
    <message>
        <source>Number in the registry</source>
        <translation>登记册中的编号</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>The lock&apos;s state</source>
        <translation>锁的状态</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>登记册</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Capture challenge</source>
        <translation>捕获质询</translation>
    </message>
    <message>
        <source>Table proof</source>
        <translation>替换表证明</translation>
    </message>
    <message>
        <source>Entry in the signed log</source>
        <translation>已签名日志中的记录</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Lid open</source>
        <translation>盖子已打开</translation>
    </message>
    <message>
        <source>Extend an order</source>
        <translation>扩展订单</translation>
    </message>
    <message>
        <source>Scrap a unit</source>
        <translation>报废产品</translation>
    </message>
    <message>
        <source>Quarantine many units</source>
        <translation>隔离多个产品</translation>
    </message>
    <message>
        <source>Release a unit</source>
        <translation>放行产品</translation>
    </message>
    <message>
        <source>New key for a unit</source>
        <translation>产品换新密钥</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>添加操作员</translation>
    </message>
    <message>
        <source>Change an operator</source>
        <translation>更改操作员</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>重置 PIN</translation>
    </message>
    <message>
        <source>Hand keys over</source>
        <translation>移交密钥</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已应答</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Shut the lid</source>
        <translation>请合上盖子</translation>
    </message>
    <message>
        <source>%1 (lane %2)</source>
        <translation>%1（工位 %2）</translation>
    </message>
    <message>
        <source>Not finished before: %1. Put back into a lane, each goes on where it was.</source>
        <translation>之前未完成：%1。重新放入后，每件都从中断处继续。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>产品配置</translation>
    </message>
</context>
</TS>
