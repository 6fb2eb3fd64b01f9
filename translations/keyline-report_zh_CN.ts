<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>UnitReport</name>
    <message>
        <source>genuine and intact</source>
        <translation>真品且完好</translation>
    </message>
    <message>
        <source>genuine, altered</source>
        <translation>真品，已被改动</translation>
    </message>
    <message>
        <source>known, cannot prove</source>
        <translation>已知，但无法证明</translation>
    </message>
    <message>
        <source>not ours</source>
        <translation>非我方产品</translation>
    </message>
    <message>
        <source>clone suspected</source>
        <translation>疑似克隆</translation>
    </message>
    <message>
        <source>label and lock</source>
        <translation>标签与锁</translation>
    </message>
    <message>
        <source>number in the registry</source>
        <translation>登记册中的编号</translation>
    </message>
    <message>
        <source>chip</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>lock&apos;s state</source>
        <translation>锁的状态</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>registry</source>
        <translation>登记册</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>以往核验</translation>
    </message>
    <message>
        <source>self-check</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>capture challenge</source>
        <translation>捕获质询</translation>
    </message>
    <message>
        <source>table proof</source>
        <translation>替换表证明</translation>
    </message>
    <message>
        <source>entry in the signed log</source>
        <translation>已签名日志中的记录</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>token stored</source>
        <translation>已存储令牌</translation>
    </message>
    <message>
        <source>token and table stored</source>
        <translation>已存储令牌和替换表</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>已被捕获</translation>
    </message>
    <message>
        <source>open</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>scrapped</source>
        <translation>已报废</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>label {label}, lock {serial}</source>
        <translation>标签 {label}，锁 {serial}</translation>
    </message>
    <message>
        <source>label {label}, lock without a number</source>
        <translation>标签 {label}，锁无编号</translation>
    </message>
    <message>
        <source>the unit has no number</source>
        <translation>该单元没有编号</translation>
    </message>
    <message>
        <source>{serial} was never issued</source>
        <translation>{serial} 从未发放</translation>
    </message>
    <message>
        <source>{serial}, order {order}, station {station}</source>
        <translation>{serial}，订单 {order}，工作站 {station}</translation>
    </message>
    <message>
        <source>{uid}; registered: {registered} with {serial}</source>
        <translation>{uid}；登记为：{registered}，编号 {serial}</translation>
    </message>
    <message>
        <source>{kg}; made with {registered}</source>
        <translation>{kg}；生产时为 {registered}</translation>
    </message>
    <message>
        <source>device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}</source>
        <translation>设备类型 {type}，替换表 {bytes} 字节；{product}：{made_type}，{made_bytes}</translation>
    </message>
    <message>
        <source>{lock_state}</source>
        <translation>{lock_state}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}</source>
        <translation>{hardware}，{firmware}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; as when it was made</source>
        <translation>{hardware}，{firmware}；与生产时相同</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; CHANGED, made with {made_firmware}</source>
        <translation>{hardware}，{firmware}；已更改，生产时为 {made_firmware}</translation>
    </message>
    <message>
        <source>{unit_state}, both proofs were seen</source>
        <translation>{unit_state}，两项证明均已核验</translation>
    </message>
    <message>
        <source>{unit_state}, not all proofs were seen</source>
        <translation>{unit_state}，并非所有证明都已核验</translation>
    </message>
    <message>
        <source>attempts: {count}</source>
        <translation>尝试次数：{count}</translation>
    </message>
    <message>
        <source>token made again: {count}</source>
        <translation>令牌重新生成次数：{count}</translation>
    </message>
    <message>
        <source>held since it was {unit_state}</source>
        <translation>已扣留，此前状态：{unit_state}</translation>
    </message>
    <message>
        <source>the number&apos;s chip {uid} is {unit_state}</source>
        <translation>使用该编号的芯片 {uid}：{unit_state}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>times: {count}; last {time} at {station}: {verdict}</source>
        <translation>次数：{count}；最近 {time}，{station}：{verdict}</translation>
    </message>
    <message>
        <source>ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}</source>
        <translation>另有芯片使用此编号，{uid}，{time}，{station}：{verdict}</translation>
    </message>
    <message>
        <source>the lock does not answer it</source>
        <translation>锁不作应答</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>captured: the lock answers it no more</source>
        <translation>已被捕获：锁不再应答</translation>
    </message>
    <message>
        <source>{event}, entry {index} of {size} that were signed for {station}, {time}</source>
        <translation>{event}，{station} 的已签名记录共 {size} 条，本条为第 {index} 条，{time}</translation>
    </message>
    <message>
        <source>the archive has no signed entry of it</source>
        <translation>档案中没有其已签名的记录</translation>
    </message>
</context>
<context>
    <name>keyline::report</name>
    <message>
        <source>First-pass yield</source>
        <translation>一次通过率</translation>
    </message>
    <message>
        <source>%1 passed, %2 at the first attempt</source>
        <translation>通过 %1，其中首次通过 %2</translation>
    </message>
    <message>
        <source>Seconds by step: median, 90 %, 99 %; %1 units per hour</source>
        <translation>各步骤秒数：中位数、90 %、99 %；每小时 %1 件</translation>
    </message>
    <message>
        <source>What did not pass, by cause</source>
        <translation>未通过原因</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Verification of a returned unit</source>
        <translation>退回单元核验</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>Examined</source>
        <translation>核验时间</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>By</source>
        <translation>核验人</translation>
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
        <source>What is signed is the report that is attached to this document; it says the same. It was signed in the key service&apos;s HSM. Anybody can check it, without the station:</source>
        <translation>经签名的是本文件所附的报告，内容与此一致。报告由密钥服务的 HSM 签名。任何人无需工作站即可核验：</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>prove</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>whole unit</source>
        <translation>整个产品</translation>
    </message>
</context>
</TS>
