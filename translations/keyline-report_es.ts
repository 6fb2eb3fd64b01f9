<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
<context>
    <name>UnitReport</name>
    <message>
        <source>genuine and intact</source>
        <translation>auténtica e íntegra</translation>
    </message>
    <message>
        <source>genuine, altered</source>
        <translation>auténtica, alterada</translation>
    </message>
    <message>
        <source>known, cannot prove</source>
        <translation>conocida, sin prueba</translation>
    </message>
    <message>
        <source>not ours</source>
        <translation>no es nuestra</translation>
    </message>
    <message>
        <source>clone suspected</source>
        <translation>posible clon</translation>
    </message>
    <message>
        <source>label and lock</source>
        <translation>etiqueta y cerradura</translation>
    </message>
    <message>
        <source>number in the registry</source>
        <translation>número en el registro</translation>
    </message>
    <message>
        <source>chip</source>
        <translation>chip</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>product</source>
        <translation>producto</translation>
    </message>
    <message>
        <source>lock&apos;s state</source>
        <translation>estado de la cerradura</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>firmware</translation>
    </message>
    <message>
        <source>registry</source>
        <translation>registro</translation>
    </message>
    <message>
        <source>history</source>
        <translation>historial</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>vista antes</translation>
    </message>
    <message>
        <source>self-check</source>
        <translation>autocomprobación</translation>
    </message>
    <message>
        <source>capture challenge</source>
        <translation>desafío de captura</translation>
    </message>
    <message>
        <source>table proof</source>
        <translation>prueba de la tabla</translation>
    </message>
    <message>
        <source>entry in the signed log</source>
        <translation>entrada en el registro firmado</translation>
    </message>
    <message>
        <source>right</source>
        <translation>correcto</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>incorrecto</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>sin comprobar</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>anotado</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>vacía</translation>
    </message>
    <message>
        <source>token stored</source>
        <translation>token guardado</translation>
    </message>
    <message>
        <source>token and table stored</source>
        <translation>token y tabla guardados</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>capturada</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>aprobada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallida</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>en cuarentena</translation>
    </message>
    <message>
        <source>rework</source>
        <translation>en retrabajo</translation>
    </message>
    <message>
        <source>scrapped</source>
        <translation>desechada</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>sustituida</translation>
    </message>
    <message>
        <source>label {label}, lock {serial}</source>
        <translation>etiqueta {label}, cerradura {serial}</translation>
    </message>
    <message>
        <source>label {label}, lock without a number</source>
        <translation>etiqueta {label}, cerradura sin número</translation>
    </message>
    <message>
        <source>the unit has no number</source>
        <translation>la unidad no tiene número</translation>
    </message>
    <message>
        <source>{serial} was never issued</source>
        <translation>{serial} nunca se emitió</translation>
    </message>
    <message>
        <source>{serial}, order {order}, station {station}</source>
        <translation>{serial}, orden {order}, estación {station}</translation>
    </message>
    <message>
        <source>{uid}; registered: {registered} with {serial}</source>
        <translation>{uid}; registrado: {registered} con {serial}</translation>
    </message>
    <message>
        <source>{kg}; made with {registered}</source>
        <translation>{kg}; fabricada con {registered}</translation>
    </message>
    <message>
        <source>device type {type}, table of {bytes} bytes; {product}: {made_type}, {made_bytes}</source>
        <translation>tipo {type}, tabla de {bytes} bytes; {product}: {made_type}, {made_bytes}</translation>
    </message>
    <message>
        <source>{lock_state}</source>
        <translation>{lock_state}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}</source>
        <translation>{hardware}, {firmware}</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; as when it was made</source>
        <translation>{hardware}, {firmware}; como en la fabricación</translation>
    </message>
    <message>
        <source>{hardware}, {firmware}; CHANGED, made with {made_firmware}</source>
        <translation>{hardware}, {firmware}; CAMBIADO, fabricada con {made_firmware}</translation>
    </message>
    <message>
        <source>{unit_state}, both proofs were seen</source>
        <translation>{unit_state}, se vieron ambas pruebas</translation>
    </message>
    <message>
        <source>{unit_state}, not all proofs were seen</source>
        <translation>{unit_state}, no se vieron todas las pruebas</translation>
    </message>
    <message>
        <source>attempts: {count}</source>
        <translation>intentos: {count}</translation>
    </message>
    <message>
        <source>token made again: {count}</source>
        <translation>token rehecho: {count}</translation>
    </message>
    <message>
        <source>held since it was {unit_state}</source>
        <translation>retenida; antes: {unit_state}</translation>
    </message>
    <message>
        <source>the number&apos;s chip {uid} is {unit_state}</source>
        <translation>el chip {uid} con este número: {unit_state}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>times: {count}; last {time} at {station}: {verdict}</source>
        <translation>veces: {count}; última {time} en {station}: {verdict}</translation>
    </message>
    <message>
        <source>ANOTHER CHIP WITH THIS NUMBER, {uid}, {time} at {station}: {verdict}</source>
        <translation>OTRO CHIP CON ESTE NÚMERO, {uid}, {time} en {station}: {verdict}</translation>
    </message>
    <message>
        <source>the lock does not answer it</source>
        <translation>la cerradura no responde a ello</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>captured: the lock answers it no more</source>
        <translation>capturada: la cerradura ya no responde a ello</translation>
    </message>
    <message>
        <source>{event}, entry {index} of {size} that were signed for {station}, {time}</source>
        <translation>{event}, entrada {index} de {size} firmadas para {station}, {time}</translation>
    </message>
    <message>
        <source>the archive has no signed entry of it</source>
        <translation>el archivo no tiene ninguna entrada firmada de ella</translation>
    </message>
</context>
<context>
    <name>keyline::report</name>
    <message>
        <source>First-pass yield</source>
        <translation>Rendimiento a la primera</translation>
    </message>
    <message>
        <source>%1 passed, %2 at the first attempt</source>
        <translation>%1 aprobadas, %2 al primer intento</translation>
    </message>
    <message>
        <source>Seconds by step: median, 90 %, 99 %; %1 units per hour</source>
        <translation>Segundos por paso: mediana, 90 %, 99 %; %1 unidades por hora</translation>
    </message>
    <message>
        <source>What did not pass, by cause</source>
        <translation>Lo no aprobado, por causa</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguna</translation>
    </message>
    <message>
        <source>Verification of a returned unit</source>
        <translation>Verificación de una unidad devuelta</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Número de serie</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Examined</source>
        <translation>Examinada</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Estación</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>What is signed is the report that is attached to this document; it says the same. It was signed in the key service&apos;s HSM. Anybody can check it, without the station:</source>
        <translation>Lo firmado es el informe adjunto a este documento; dice lo mismo. Se firmó en el HSM del servicio de claves. Cualquiera puede comprobarlo, sin la estación:</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>emitir</translation>
    </message>
    <message>
        <source>write</source>
        <translation>escribir</translation>
    </message>
    <message>
        <source>prove</source>
        <translation>probar</translation>
    </message>
    <message>
        <source>close</source>
        <translation>cerrar</translation>
    </message>
    <message>
        <source>whole unit</source>
        <translation>unidad entera</translation>
    </message>
</context>
</TS>
