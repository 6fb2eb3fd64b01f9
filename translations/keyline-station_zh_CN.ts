<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
    <name>keyline::station::ReasonPanel</name>
    <message>
        <source>Lane %1, %2: hold this unit until QA has looked at it. Why?</source>
        <translation>工位 %1，%2：扣留此产品直至质检查看。原因？</translation>
    </message>
    <message>
        <source>Lane %1, %2: let this unit be tried again. Why?</source>
        <translation>工位 %1，%2：允许此产品重试。原因？</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>接触不良</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>标签错误</translation>
    </message>
    <message>
        <source>Removed too early</source>
        <translation>过早取出</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
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
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>keyline::station::RunPage</name>
    <message>
        <source>Hold: try again</source>
        <translation>按住：重试</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>收回编号</translation>
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
        <source>Lane %1</source>
        <translation>工位 %1</translation>
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
</context>
</TS>
