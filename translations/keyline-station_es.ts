<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
<context>
    <name>keyline::station::ApprovalsPage</name>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>By</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>What waits for a second person</source>
        <translation>Lo que espera a una segunda persona</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Su código de un solo uso</translation>
    </message>
    <message>
        <source>Hold: approve</source>
        <translation>Mantener: aprobar</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>¿Por qué no?</translation>
    </message>
    <message>
        <source>Request %1: %2</source>
        <translation>Solicitud %1: %2</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Motivo: %1</translation>
    </message>
    <message>
        <source>Asked by %1 at %2</source>
        <translation>Pedido por %1 en %2</translation>
    </message>
    <message>
        <source>Void after %1</source>
        <translation>Caduca tras %1</translation>
    </message>
    <message>
        <source>Asking the key service …</source>
        <translation>Preguntando al servicio de claves …</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>Nada espera a una segunda persona.</translation>
    </message>
    <message>
        <source>Choose a request.</source>
        <translation>Elija una solicitud.</translation>
    </message>
    <message>
        <source>Hold: withdraw</source>
        <translation>Mantener: retirar</translation>
    </message>
    <message>
        <source>Hold: refuse</source>
        <translation>Mantener: rechazar</translation>
    </message>
    <message>
        <source>It comes to: %1</source>
        <translation>Resulta en: %1</translation>
    </message>
</context>
<context>
    <name>keyline::station::ConnectPanel</name>
    <message>
        <source>The station cannot be opened</source>
        <translation>La estación no se puede abrir</translation>
    </message>
    <message>
        <source>Opening the station</source>
        <translation>Abriendo la estación</translation>
    </message>
    <message>
        <source>Waiting for the key service</source>
        <translation>Esperando el servicio de claves</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s). You can close this window at any time.</source>
        <translation>
            <numerusform>Desde hace %n segundo. Puede cerrar esta ventana en cualquier momento.</numerusform>
            <numerusform>Desde hace %n segundos. Puede cerrar esta ventana en cualquier momento.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>keyline::station::DecisionPanel</name>
    <message>
        <source>Hold this unit until QA has looked at it.</source>
        <translation>Retener esta unidad hasta que Calidad la vea.</translation>
    </message>
    <message>
        <source>Let this unit be tried again.</source>
        <translation>Permitir otro intento con esta unidad.</translation>
    </message>
    <message>
        <source>Let this unit out of quarantine.</source>
        <translation>Sacar esta unidad de la cuarentena.</translation>
    </message>
    <message>
        <source>Take this unit out for good: its number is used up.</source>
        <translation>Retirar esta unidad para siempre: su número queda gastado.</translation>
    </message>
    <message>
        <source>Give up this unit&apos;s key: it gets a new one.</source>
        <translation>Anular la clave de esta unidad: recibirá una nueva.</translation>
    </message>
    <message>
        <source>Print this unit&apos;s label once more.</source>
        <translation>Imprimir otra vez la etiqueta de esta unidad.</translation>
    </message>
    <message>
        <source>Hold: quarantine</source>
        <translation>Mantener: cuarentena</translation>
    </message>
    <message>
        <source>Hold: rework</source>
        <translation>Mantener: retrabajo</translation>
    </message>
    <message>
        <source>Hold: release</source>
        <translation>Mantener: liberar</translation>
    </message>
    <message>
        <source>Hold: scrap</source>
        <translation>Mantener: desechar</translation>
    </message>
    <message>
        <source>Hold: new key</source>
        <translation>Mantener: clave nueva</translation>
    </message>
    <message>
        <source>Hold: print</source>
        <translation>Mantener: imprimir</translation>
    </message>
    <message>
        <source>Smeared or torn</source>
        <translation>Manchada o rota</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdida</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Otro motivo</translation>
    </message>
    <message>
        <source>Bad contact</source>
        <translation>Mal contacto</translation>
    </message>
    <message>
        <source>Board damaged</source>
        <translation>Placa dañada</translation>
    </message>
    <message>
        <source>Housing damaged</source>
        <translation>Carcasa dañada</translation>
    </message>
    <message>
        <source>Wrong label</source>
        <translation>Etiqueta equivocada</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Devuelta</translation>
    </message>
    <message>
        <source>A mistake on the line</source>
        <translation>Error en la línea</translation>
    </message>
    <message>
        <source>For a trial</source>
        <translation>Para una prueba</translation>
    </message>
    <message>
        <source>Lane %1, %2</source>
        <translation>Puesto %1, %2</translation>
    </message>
    <message>
        <source>A second person has to approve it.</source>
        <translation>Tiene que aprobarlo una segunda persona.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Más detalles</translation>
    </message>
    <message>
        <source>Your one-time code</source>
        <translation>Su código de un solo uso</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Elija un motivo</translation>
    </message>
</context>
<context>
    <name>keyline::station::ErrorWords</name>
    <message>
        <source>Put the unit aside and report it.</source>
        <translation>Aparte la unidad y avise.</translation>
    </message>
    <message>
        <source>Try again; then put the unit aside.</source>
        <translation>Inténtelo otra vez; después aparte la unidad.</translation>
    </message>
    <message>
        <source>Check how the unit sits in its place; try again.</source>
        <translation>Compruebe cómo está colocada la unidad; inténtelo otra vez.</translation>
    </message>
    <message>
        <source>Check label and order.</source>
        <translation>Compruebe la etiqueta y el pedido.</translation>
    </message>
    <message>
        <source>Check product and order.</source>
        <translation>Compruebe el producto y el pedido.</translation>
    </message>
    <message>
        <source>Check cable and adapter.</source>
        <translation>Compruebe el cable y el adaptador.</translation>
    </message>
    <message>
        <source>Scan the label again.</source>
        <translation>Escanee la etiqueta otra vez.</translation>
    </message>
    <message>
        <source>Take the unit away.</source>
        <translation>Retire la unidad.</translation>
    </message>
    <message>
        <source>Choose another order.</source>
        <translation>Elija otro pedido.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Corríjalo e inténtelo otra vez.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Espere un momento e inténtelo otra vez.</translation>
    </message>
    <message>
        <source>Wait a moment; then call the supervisor.</source>
        <translation>Espere un momento; después llame al supervisor.</translation>
    </message>
    <message>
        <source>Call the supervisor.</source>
        <translation>Llame al supervisor.</translation>
    </message>
    <message>
        <source>Stop working and call the supervisor.</source>
        <translation>Deje de trabajar y llame al supervisor.</translation>
    </message>
    <message>
        <source>A supervisor decides what becomes of the unit.</source>
        <translation>Un supervisor decide qué se hace con la unidad.</translation>
    </message>
    <message>
        <source>Ask somebody else.</source>
        <translation>Pida a otra persona que lo haga.</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>Mire la lista otra vez.</translation>
    </message>
    <message>
        <source>{serial} is not a serial number.</source>
        <translation>{serial} no es un número de serie.</translation>
    </message>
    <message>
        <source>{serial} is of another product.</source>
        <translation>{serial} es de otro producto.</translation>
    </message>
    <message>
        <source>{serial} is not in order {order}.</source>
        <translation>{serial} no está en el pedido {order}.</translation>
    </message>
    <message>
        <source>{serial} belongs to another unit already.</source>
        <translation>{serial} ya pertenece a otra unidad.</translation>
    </message>
    <message>
        <source>{serial} has passed already.</source>
        <translation>{serial} ya ha pasado.</translation>
    </message>
    <message>
        <source>A serial number is never given twice: check the label.</source>
        <translation>Un número de serie nunca se da dos veces: compruebe la etiqueta.</translation>
    </message>
    <message>
        <source>{serial} was scanned already.</source>
        <translation>{serial} ya se ha escaneado.</translation>
    </message>
    <message>
        <source>Scan another label.</source>
        <translation>Escanee otra etiqueta.</translation>
    </message>
    <message>
        <source>Lane {lane} waits for unit {serial} already.</source>
        <translation>El puesto {lane} ya espera la unidad {serial}.</translation>
    </message>
    <message>
        <source>Place that unit, or take its number back.</source>
        <translation>Coloque esa unidad o retire su número.</translation>
    </message>
    <message>
        <source>Every lane has its serial number already.</source>
        <translation>Cada puesto ya tiene su número de serie.</translation>
    </message>
    <message>
        <source>Scan again when a lane is free.</source>
        <translation>Escanee otra vez cuando haya un puesto libre.</translation>
    </message>
    <message>
        <source>Nothing is on record about this unit.</source>
        <translation>No consta nada sobre esta unidad.</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>Lo introducido no es válido.</translation>
    </message>
    <message>
        <source>There is no order {order}.</source>
        <translation>No existe el pedido {order}.</translation>
    </message>
    <message>
        <source>Order {order} is used up.</source>
        <translation>El pedido {order} está agotado.</translation>
    </message>
    <message>
        <source>Order {order} has expired.</source>
        <translation>El pedido {order} ha caducado.</translation>
    </message>
    <message>
        <source>Order {order} is closed.</source>
        <translation>El pedido {order} está cerrado.</translation>
    </message>
    <message>
        <source>Order {order} is for another station.</source>
        <translation>El pedido {order} es de otra estación.</translation>
    </message>
    <message>
        <source>Order {order} is a draft.</source>
        <translation>El pedido {order} es un borrador.</translation>
    </message>
    <message>
        <source>Another person than its author has to release it.</source>
        <translation>Tiene que liberarlo otra persona que su autor.</translation>
    </message>
    <message>
        <source>Who made an order cannot release it.</source>
        <translation>Quien creó un pedido no puede liberarlo.</translation>
    </message>
    <message>
        <source>Order {order} has units that are not at an end.</source>
        <translation>El pedido {order} tiene unidades sin terminar.</translation>
    </message>
    <message>
        <source>This order, or this range of numbers, is not possible.</source>
        <translation>Este pedido o este rango de números no es posible.</translation>
    </message>
    <message>
        <source>The file of the order is not accepted.</source>
        <translation>No se acepta el archivo del pedido.</translation>
    </message>
    <message>
        <source>Order {order} has had all its attempts.</source>
        <translation>El pedido {order} ha agotado sus intentos.</translation>
    </message>
    <message>
        <source>Station and key service do not agree about this unit.</source>
        <translation>La estación y el servicio de claves no coinciden sobre esta unidad.</translation>
    </message>
    <message>
        <source>The work on this unit was ended before.</source>
        <translation>El trabajo en esta unidad ya se había terminado.</translation>
    </message>
    <message>
        <source>This unit was begun at another station.</source>
        <translation>Esta unidad se empezó en otra estación.</translation>
    </message>
    <message>
        <source>Finish it where it was begun.</source>
        <translation>Termínela donde se empezó.</translation>
    </message>
    <message>
        <source>This unit was begun too often.</source>
        <translation>Esta unidad se ha empezado demasiadas veces.</translation>
    </message>
    <message>
        <source>The key service has not seen this unit&apos;s proofs.</source>
        <translation>El servicio de claves no ha visto las pruebas de esta unidad.</translation>
    </message>
    <message>
        <source>The state of this unit does not allow it.</source>
        <translation>El estado de esta unidad no lo permite.</translation>
    </message>
    <message>
        <source>Look at the unit&apos;s history.</source>
        <translation>Mire el historial de la unidad.</translation>
    </message>
    <message>
        <source>This chip belongs to another serial number.</source>
        <translation>Este chip pertenece a otro número de serie.</translation>
    </message>
    <message>
        <source>This chip is in work on another lane.</source>
        <translation>Este chip está en trabajo en otro puesto.</translation>
    </message>
    <message>
        <source>Put both units aside and report it.</source>
        <translation>Aparte las dos unidades y avise.</translation>
    </message>
    <message>
        <source>The lock took too long to prove its key.</source>
        <translation>La cerradura tardó demasiado en probar su clave.</translation>
    </message>
    <message>
        <source>Too many proofs are under way.</source>
        <translation>Hay demasiadas pruebas en curso.</translation>
    </message>
    <message>
        <source>The lock could not prove its key and table.</source>
        <translation>La cerradura no pudo probar su clave y su tabla.</translation>
    </message>
    <message>
        <source>The lock does not answer any more.</source>
        <translation>La cerradura ya no responde.</translation>
    </message>
    <message>
        <source>What answers is not a lock in factory mode.</source>
        <translation>Lo que responde no es una cerradura en modo fábrica.</translation>
    </message>
    <message>
        <source>The lock has refused a command.</source>
        <translation>La cerradura ha rechazado una orden.</translation>
    </message>
    <message>
        <source>This lock is provisioned already; nothing was written.</source>
        <translation>Esta cerradura ya está aprovisionada; no se ha escrito nada.</translation>
    </message>
    <message>
        <source>This lock is of another product; nothing was written.</source>
        <translation>Esta cerradura es de otro producto; no se ha escrito nada.</translation>
    </message>
    <message>
        <source>This lock has another Kg; nothing was written.</source>
        <translation>Esta cerradura tiene otro Kg; no se ha escrito nada.</translation>
    </message>
    <message>
        <source>This lock takes another table; nothing was written.</source>
        <translation>Esta cerradura lleva otra tabla; no se ha escrito nada.</translation>
    </message>
    <message>
        <source>The lock holds another serial number than its record.</source>
        <translation>La cerradura tiene otro número de serie que su registro.</translation>
    </message>
    <message>
        <source>The lock holds what is not on record here.</source>
        <translation>La cerradura contiene algo que aquí no consta.</translation>
    </message>
    <message>
        <source>The lock is not closed.</source>
        <translation>La cerradura no está cerrada de fábrica.</translation>
    </message>
    <message>
        <source>The unit was changed while it was in work.</source>
        <translation>Se cambió la unidad durante el trabajo.</translation>
    </message>
    <message>
        <source>Do not change units while a lane works.</source>
        <translation>No cambie unidades mientras un puesto trabaja.</translation>
    </message>
    <message>
        <source>The lock&apos;s self-check is wrong.</source>
        <translation>La autocomprobación de la cerradura es incorrecta.</translation>
    </message>
    <message>
        <source>What the lock holds is not what its record allows.</source>
        <translation>Lo que contiene la cerradura no concuerda con su registro.</translation>
    </message>
    <message>
        <source>The unit was not taken away.</source>
        <translation>No se retiró la unidad.</translation>
    </message>
    <message>
        <source>No unit came.</source>
        <translation>No llegó ninguna unidad.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter is not there.</source>
        <translation>Falta el adaptador del puesto.</translation>
    </message>
    <message>
        <source>The lane&apos;s adapter may not be opened.</source>
        <translation>No se permite abrir el adaptador del puesto.</translation>
    </message>
    <message>
        <source>The port of the lane has failed.</source>
        <translation>El puerto del puesto ha fallado.</translation>
    </message>
    <message>
        <source>There is no such lane.</source>
        <translation>No existe ese puesto.</translation>
    </message>
    <message>
        <source>Badge or PIN is wrong.</source>
        <translation>La tarjeta o el PIN es incorrecto.</translation>
    </message>
    <message>
        <source>Try again; the waiting time doubles with each wrong try.</source>
        <translation>Inténtelo otra vez; la espera se duplica con cada error.</translation>
    </message>
    <message>
        <source>After wrong tries nobody is let in for {wait_s} s.</source>
        <translation>Tras los errores no entra nadie durante {wait_s} s.</translation>
    </message>
    <message>
        <source>Wait, then try again.</source>
        <translation>Espere e inténtelo otra vez.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>La sesión ha terminado.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>Inicie sesión otra vez.</translation>
    </message>
    <message>
        <source>You may not do this: it needs the role {roles}.</source>
        <translation>No puede hacerlo: requiere el rol {roles}.</translation>
    </message>
    <message>
        <source>Ask somebody who has it.</source>
        <translation>Pídaselo a quien lo tenga.</translation>
    </message>
    <message>
        <source>This needs a one-time code.</source>
        <translation>Esto requiere un código de un solo uso.</translation>
    </message>
    <message>
        <source>Type the code that your app shows.</source>
        <translation>Escriba el código que muestra su aplicación.</translation>
    </message>
    <message>
        <source>The one-time code is wrong, or was used before.</source>
        <translation>El código es incorrecto o ya se usó.</translation>
    </message>
    <message>
        <source>Wait for the next code, 30 seconds at most.</source>
        <translation>Espere el código siguiente, 30 segundos como máximo.</translation>
    </message>
    <message>
        <source>You have no one-time codes yet.</source>
        <translation>Aún no tiene códigos de un solo uso.</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>La orden llegó demasiado tarde.</translation>
    </message>
    <message>
        <source>This cannot be done so.</source>
        <translation>Así no se puede hacer.</translation>
    </message>
    <message>
        <source>This is your own: another person has to do it.</source>
        <translation>Es suyo: tiene que hacerlo otra persona.</translation>
    </message>
    <message>
        <source>This request is at an end already.</source>
        <translation>Esta solicitud ya ha terminado.</translation>
    </message>
    <message>
        <source>The request is not what was shown.</source>
        <translation>La solicitud no es la que se mostró.</translation>
    </message>
    <message>
        <source>Operators cannot be changed like this.</source>
        <translation>Los operadores no se pueden cambiar así.</translation>
    </message>
    <message>
        <source>This PIN is too simple, too short or too long.</source>
        <translation>Este PIN es demasiado simple, corto o largo.</translation>
    </message>
    <message>
        <source>The HSM has failed.</source>
        <translation>El HSM ha fallado.</translation>
    </message>
    <message>
        <source>The HSM is not as it has to be; nothing is issued.</source>
        <translation>El HSM no está como debe; no se emite nada.</translation>
    </message>
    <message>
        <source>The backup is not accepted.</source>
        <translation>No se acepta la copia de seguridad.</translation>
    </message>
    <message>
        <source>The keys are not handed over.</source>
        <translation>Las claves no se entregan.</translation>
    </message>
    <message>
        <source>What the key service has stored is damaged.</source>
        <translation>Lo que guardó el servicio de claves está dañado.</translation>
    </message>
    <message>
        <source>The key service&apos;s registry is not ready; nothing is issued.</source>
        <translation>El registro del servicio de claves no está listo; no se emite nada.</translation>
    </message>
    <message>
        <source>The key service does not answer.</source>
        <translation>El servicio de claves no responde.</translation>
    </message>
    <message>
        <source>What answers is not trusted as the key service.</source>
        <translation>Lo que responde no es de confianza como servicio de claves.</translation>
    </message>
    <message>
        <source>The key service has too much to do.</source>
        <translation>El servicio de claves tiene demasiado trabajo.</translation>
    </message>
    <message>
        <source>A certificate is not accepted.</source>
        <translation>No se acepta un certificado.</translation>
    </message>
    <message>
        <source>This station may not do this.</source>
        <translation>Esta estación no puede hacerlo.</translation>
    </message>
    <message>
        <source>Station and key service do not understand each other.</source>
        <translation>La estación y el servicio de claves no se entienden.</translation>
    </message>
    <message>
        <source>The clocks of station and key service are {offset_s} s apart.</source>
        <translation>Los relojes de la estación y del servicio de claves difieren {offset_s} s.</translation>
    </message>
    <message>
        <source>The audit log cannot be written.</source>
        <translation>No se puede escribir el registro de auditoría.</translation>
    </message>
    <message>
        <source>No unit without a record: call the supervisor.</source>
        <translation>Ninguna unidad sin registro: llame al supervisor.</translation>
    </message>
    <message>
        <source>The audit log does not hold.</source>
        <translation>El registro de auditoría no es íntegro.</translation>
    </message>
    <message>
        <source>{entries} entries are not archived yet.</source>
        <translation>{entries} entradas aún no están archivadas.</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>Ningún punto de control firmado lo cubre aún.</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>El disco está casi lleno.</translation>
    </message>
    <message>
        <source>Make room now: no unit is made without a record.</source>
        <translation>Libere espacio ya: ninguna unidad se hace sin registro.</translation>
    </message>
    <message>
        <source>There is no station in {path}.</source>
        <translation>No hay ninguna estación en {path}.</translation>
    </message>
    <message>
        <source>This station is there already.</source>
        <translation>Esta estación ya existe.</translation>
    </message>
    <message>
        <source>{path} cannot be read or written.</source>
        <translation>No se puede leer o escribir {path}.</translation>
    </message>
    <message>
        <source>Check the path, its rights and the free space.</source>
        <translation>Compruebe la ruta, los permisos y el espacio libre.</translation>
    </message>
    <message>
        <source>{path} is not right&lt;, line {line}&gt;.</source>
        <translation>{path} no es correcto&lt;, línea {line}&gt;.</translation>
    </message>
    <message>
        <source>The product&apos;s profile is not right.</source>
        <translation>El perfil del producto no es correcto.</translation>
    </message>
    <message>
        <source>The product&apos;s substitution table is not right.</source>
        <translation>La tabla de sustitución del producto no es correcta.</translation>
    </message>
    <message>
        <source>The report does not hold.</source>
        <translation>El informe no es íntegro.</translation>
    </message>
    <message>
        <source>Do not rely on it; verify the unit again.</source>
        <translation>No se fíe de él; verifique la unidad otra vez.</translation>
    </message>
    <message>
        <source>No memory for secrets can be locked.</source>
        <translation>No se puede bloquear memoria para secretos.</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>Aquí no es posible.</translation>
    </message>
    <message>
        <source>Stopped, as asked for.</source>
        <translation>Detenido, como se pidió.</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>Empiece de nuevo cuando esté listo.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>Algo falló dentro del programa.</translation>
    </message>
    <message>
        <source>Report it; nothing is lost.</source>
        <translation>Avise; no se ha perdido nada.</translation>
    </message>
    <message>
        <source>The lid was opened in the middle of a unit.</source>
        <translation>La tapa se abrió en mitad de una unidad.</translation>
    </message>
    <message>
        <source>Shut it: the unit goes on from where it was.</source>
        <translation>Ciérrela: la unidad sigue donde estaba.</translation>
    </message>
    <message>
        <source>The unit was taken out in the middle of its work.</source>
        <translation>La unidad se retiró en mitad del trabajo.</translation>
    </message>
    <message>
        <source>The printer {printer} has not printed.</source>
        <translation>La impresora {printer} no ha impreso.</translation>
    </message>
    <message>
        <source>Look at the printer; then print the label again.</source>
        <translation>Mire la impresora; después imprima la etiqueta otra vez.</translation>
    </message>
    <message>
        <source>Put it back: it goes on from where it was.</source>
        <translation>Vuelva a colocarla: sigue donde estaba.</translation>
    </message>
    <message>
        <source>The lane is in use: by a run here, or by another program.</source>
        <translation>El puesto está en uso: por un ciclo de aquí o por otro programa.</translation>
    </message>
    <message>
        <source>Stop that first.</source>
        <translation>Deténgalo primero.</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Suceso</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Puesto</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
</context>
<context>
    <name>keyline::station::HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entrada</numerusform>
            <numerusform>%n entradas</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan a label, or type its number</source>
        <translation>Escanee una etiqueta o escriba su número</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Número de serie</translation>
    </message>
    <message>
        <source>Until: 2026-12-31</source>
        <translation>Hasta: 2026-12-31</translation>
    </message>
    <message>
        <source>Until this day</source>
        <translation>Hasta este día</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Entries of the audit log, the newest first</source>
        <translation>Entradas del registro de auditoría, primero las más recientes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Todas las órdenes</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Leyendo …</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Este turno</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 horas</translation>
    </message>
    <message>
        <source>Statistics of all</source>
        <translation>Estadísticas</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Qué se muestra</translation>
    </message>
</context>
<context>
    <name>keyline::station::LoginPanel</name>
    <message>
        <source>Log in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>The key service checks badge and PIN …</source>
        <translation>El servicio de claves comprueba la tarjeta y el PIN …</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Scan your badge, or type its number</source>
        <translation>Escanee su tarjeta o escriba su número</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Empezar de nuevo</translation>
    </message>
</context>
<context>
    <name>keyline::station::MainWindow</name>
    <message>
        <source>%1: a second person has to approve it.</source>
        <translation>%1: una segunda persona debe aprobarlo.</translation>
    </message>
    <message>
        <source>%1: done, and on record.</source>
        <translation>%1: hecho y registrado.</translation>
    </message>
    <message>
        <source>%1 is for lane %2: place the unit.</source>
        <translation>%1 es para el puesto %2: coloque la unidad.</translation>
    </message>
    <message>
        <source>The scan was not whole. Scan again.</source>
        <translation>El escaneo no fue completo. Escanee otra vez.</translation>
    </message>
    <message>
        <source>Not taken: this run gives numbers by itself. Place the unit.</source>
        <translation>No aceptado: los números se asignan solos. Coloque la unidad.</translation>
    </message>
    <message>
        <source>Not taken: start an order first.</source>
        <translation>No aceptado: inicie primero una orden.</translation>
    </message>
    <message>
        <source>Keyline station</source>
        <translation>Estación Keyline</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Puestos</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Órdenes</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>QA</source>
        <translation>Calidad</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Finish and close</source>
        <translation>Terminar y cerrar</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Seguir trabajando</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: the window closes when they are finished.</source>
        <translation>
            <numerusform>%n unidad en curso: la ventana se cerrará cuando termine.</numerusform>
            <numerusform>%n unidades en curso: la ventana se cerrará cuando terminen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work. Finish them and close?</source>
        <translation>
            <numerusform>%n unidad en curso. ¿Terminarla y cerrar?</numerusform>
            <numerusform>%n unidades en curso. ¿Terminarlas y cerrar?</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: its label is with the printer, and on record.</source>
        <translation>%1: su etiqueta está en la impresora y consta en el registro.</translation>
    </message>
    <message>
        <source>Request %1 is approved, and done.</source>
        <translation>La solicitud %1 está aprobada y hecha.</translation>
    </message>
    <message>
        <source>Request %1 is at an end; nothing was done.</source>
        <translation>La solicitud %1 ha terminado; no se hizo nada.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Aprobar</translation>
    </message>
</context>
<context>
    <name>keyline::station::Notices</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrderPanel</name>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Progress of the order</source>
        <translation>Progreso de la orden</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Yield of the shift</source>
        <translation>Rendimiento del turno</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: quedan %2</translation>
    </message>
    <message>
        <source>No order may be worked on</source>
        <translation>No hay ninguna orden disponible</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Passed of the order: %1</source>
        <translation>Correctas de la orden: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>in an hour; target %1</source>
        <translation>por hora; meta %1</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>por hora</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Deteniendo …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>A supervisor makes orders.</source>
        <translation>Un supervisor crea las órdenes.</translation>
    </message>
    <message>
        <source>Opening the lanes and asking the key service …</source>
        <translation>Abriendo los puestos y consultando el servicio de claves …</translation>
    </message>
    <message>
        <source>Scan a label, then place its unit.</source>
        <translation>Escanee una etiqueta y coloque su unidad.</translation>
    </message>
    <message>
        <source>Place units: each begins by itself.</source>
        <translation>Coloque unidades: cada una empieza sola.</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) in work: finished first.</source>
        <translation>
            <numerusform>%n unidad en curso: se termina antes.</numerusform>
            <numerusform>%n unidades en curso: se terminan antes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersModel</name>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Liberada</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerrada</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Correctas</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Restantes</translation>
    </message>
    <message>
        <source>Outstanding</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidas</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Cuarentena</translation>
    </message>
</context>
<context>
    <name>keyline::station::OrdersPage</name>
    <message>
        <source>Orders</source>
        <translation>Órdenes</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Consultar otra vez</translation>
    </message>
</context>
<context>
    <name>keyline::station::PinPad</name>
    <message>
        <source>Remove the last digit</source>
        <translation>Borrar la última cifra</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Aceptar</translation>
    </message>
</context>
<context>
    <name>keyline::station::PlotView</name>
    <message>
        <source>Statistics</source>
        <translation>Estadísticas</translation>
    </message>
    <message>
        <source>Passed %1, first-pass yield %2 %</source>
        <translation>%1 buenas, rendimiento al primer intento %2 %</translation>
    </message>
</context>
<context>
    <name>keyline::station::QaPage</name>
    <message>
        <source>Scan the unit&apos;s label</source>
        <translation>Escanee la etiqueta de la unidad</translation>
    </message>
    <message>
        <source>Serial number on the label</source>
        <translation>Número de serie de la etiqueta</translation>
    </message>
    <message>
        <source>Where the unit is</source>
        <translation>Dónde está la unidad</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>No esperar</translation>
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
        <source>Checks</source>
        <translation>Comprobaciones</translation>
    </message>
    <message>
        <source>Not at hand: records alone</source>
        <translation>No está aquí: solo los registros</translation>
    </message>
    <message>
        <source>In lane %1</source>
        <translation>En el puesto %1</translation>
    </message>
    <message>
        <source>The lock and the key service are asked; nothing is written to the lock …</source>
        <translation>Se consulta a la cerradura y al servicio de claves; no se escribe nada en la cerradura …</translation>
    </message>
    <message>
        <source>%1, chip %2; report signed by %3</source>
        <translation>%1, chip %2; informe firmado por %3</translation>
    </message>
    <message>
        <source>Nothing is ever written to a unit that is verified.</source>
        <translation>Nunca se escribe nada en una unidad que se verifica.</translation>
    </message>
</context>
<context>
    <name>keyline::station::SetupPage</name>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Serial numbers</source>
        <translation>Números de serie</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Sonidos</translation>
    </message>
    <message>
        <source>Target in an hour</source>
        <translation>Meta por hora</translation>
    </message>
    <message>
        <source>Log out after rest</source>
        <translation>Cerrar sesión sin actividad</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>The order&apos;s next: a unit begins by itself</source>
        <translation>El siguiente de la orden: la unidad empieza sola</translation>
    </message>
    <message>
        <source>Scanned: a label for each unit</source>
        <translation>Escaneado: una etiqueta por unidad</translation>
    </message>
    <message>
        <source>Sounds are on</source>
        <translation>Sonidos activados</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source> min</source>
        <comment>minutes, after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source>Scan anything: what the scanner sends is shown here.</source>
        <translation>Escanee algo: aquí se muestra lo que envía el escáner.</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Puesto</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Puestos</translation>
    </message>
    <message>
        <source>Test all lanes</source>
        <translation>Probar todos los puestos</translation>
    </message>
    <message>
        <source>A lock answers: chip %1</source>
        <translation>Responde una cerradura: chip %1</translation>
    </message>
    <message>
        <source>The port is there; the place is empty</source>
        <translation>El puerto está; el puesto está vacío</translation>
    </message>
    <message numerus="yes">
        <source>The scanner sent %n character(s): %1</source>
        <translation>
            <numerusform>El escáner envió %n carácter: %1</numerusform>
            <numerusform>El escáner envió %n caracteres: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Ports that no lane has</source>
        <translation>Puertos sin puesto</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Asignar</translation>
    </message>
    <message>
        <source>Hold: remove lane</source>
        <translation>Mantener: quitar puesto</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Puesto %1</translation>
    </message>
    <message>
        <source>No other port is found</source>
        <translation>No hay otro puerto</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
    <message>
        <source>Cannot be used, line %1: %2</source>
        <translation>No se puede usar, línea %1: %2</translation>
    </message>
    <message>
        <source>Type %1, table of %2 bytes.</source>
        <translation>Tipo %1, tabla de %2 bytes.</translation>
    </message>
    <message>
        <source>A unit begins when it is put in.</source>
        <translation>Una unidad empieza al colocarla.</translation>
    </message>
    <message>
        <source>A unit begins when its label is scanned.</source>
        <translation>Una unidad empieza al escanear su etiqueta.</translation>
    </message>
</context>
<context>
    <name>keyline::station::StripModel</name>
    <message>
        <source>Operator</source>
        <translation>Operario</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nadie</translation>
    </message>
    <message>
        <source>Log in with badge and PIN.</source>
        <translation>Inicie sesión con tarjeta y PIN.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Choose an order and start it.</source>
        <translation>Elija una orden e iníciela.</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 de %3</translation>
    </message>
    <message>
        <source>The order is complete.</source>
        <translation>La orden está completa.</translation>
    </message>
    <message>
        <source>HSM</source>
        <comment>hardware security module</comment>
        <translation>HSM</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Caído</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Se desconoce</translation>
    </message>
    <message>
        <source>The key service has to answer first.</source>
        <translation>Primero debe responder el servicio de claves.</translation>
    </message>
    <message>
        <source>Key service</source>
        <translation>Servicio de claves</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>The key service is starting, or does not answer yet.</source>
        <translation>El servicio de claves está arrancando o aún no responde.</translation>
    </message>
    <message>
        <source>Units in work wait, and go on when it is back. Nothing is lost.</source>
        <translation>Las unidades en curso esperan y siguen cuando vuelva. No se pierde nada.</translation>
    </message>
    <message>
        <source>Issues nothing</source>
        <translation>No emite</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>En servicio</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Auditoría</translation>
    </message>
    <message>
        <source>Nothing is produced, and no PASS is shown: no unit without a record.</source>
        <translation>No se produce nada ni se muestra BIEN: ninguna unidad sin registro.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registra</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Incorrecto</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 en espera</translation>
    </message>
    <message>
        <source>Too many entries are not archived: nothing new begins. Bring the key service back.</source>
        <translation>Demasiadas entradas sin archivar: no empieza nada nuevo. Restablezca el servicio de claves.</translation>
    </message>
    <message>
        <source>Many entries are not archived yet. Is the key service there?</source>
        <translation>Muchas entradas aún sin archivar. ¿Está el servicio de claves?</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Completo</translation>
    </message>
    <message>
        <source>The station has to be opened first.</source>
        <translation>Primero hay que abrir la estación.</translation>
    </message>
    <message>
        <source>Disk low</source>
        <translation>Disco casi lleno</translation>
    </message>
</context>
<context>
    <name>keyline::station::UnitPanel</name>
    <message>
        <source>Hold: try again</source>
        <translation>Mantener: otra vez</translation>
    </message>
    <message>
        <source>Hold: abort this unit</source>
        <translation>Mantener: abortar</translation>
    </message>
    <message>
        <source>Take number back</source>
        <translation>Retirar número</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Print label again …</source>
        <translation>Otra etiqueta …</translation>
    </message>
    <message>
        <source>Quarantine …</source>
        <translation>Cuarentena …</translation>
    </message>
    <message>
        <source>Rework …</source>
        <translation>Retrabajo …</translation>
    </message>
    <message>
        <source>Release …</source>
        <translation>Liberar …</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>Clave nueva …</translation>
    </message>
    <message>
        <source>Scrap …</source>
        <translation>Desechar …</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Puesto %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>Reanudar puesto</translation>
    </message>
    <message>
        <source>Stop lane</source>
        <translation>Detener puesto</translation>
    </message>
</context>
<context>
    <name>keyline::station::Words</name>
    <message>
        <source>PASS</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>BIEN</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>outcome of a unit, read from three metres</comment>
        <translation>MAL</translation>
    </message>
    <message>
        <source>ERROR</source>
        <comment>outcome of a unit: the station&apos;s fault</comment>
        <translation>ERROR</translation>
    </message>
    <message>
        <source>ABORTED</source>
        <comment>outcome of a unit</comment>
        <translation>ANULADO</translation>
    </message>
    <message>
        <source>QUARANTINE</source>
        <comment>outcome of a unit: its state is not known</comment>
        <translation>CUARENTENA</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Empieza</translation>
    </message>
    <message>
        <source>Issuing key</source>
        <translation>Emitir clave</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>Demostrar</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Confirming</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Sin usar</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Preparado</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacío</translation>
    </message>
    <message>
        <source>Unit in place</source>
        <translation>Unidad colocada</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Fixture away</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Place a unit</source>
        <translation>Coloque una unidad</translation>
    </message>
    <message>
        <source>Scan the next label</source>
        <translation>Escanee la etiqueta</translation>
    </message>
    <message>
        <source>Scan its label</source>
        <translation>Escanee su etiqueta</translation>
    </message>
    <message>
        <source>Its turn to scan comes</source>
        <translation>Espere su turno</translation>
    </message>
    <message>
        <source>Take the unit away</source>
        <translation>Retire la unidad</translation>
    </message>
    <message>
        <source>Check cable and adapter</source>
        <translation>Revise cable y adaptador</translation>
    </message>
    <message>
        <source>Resume it to go on</source>
        <translation>Reanude para seguir</translation>
    </message>
    <message>
        <source>Lane %1</source>
        <translation>Puesto %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>espera %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Paso %1 de %2</translation>
    </message>
    <message>
        <source>%1, resumed</source>
        <translation>%1, reanudado</translation>
    </message>
    <message>
        <source>Genuine and intact</source>
        <translation>Auténtica e íntegra</translation>
    </message>
    <message>
        <source>Genuine, altered</source>
        <translation>Auténtica, alterada</translation>
    </message>
    <message>
        <source>Known, cannot prove</source>
        <translation>Conocida, sin prueba</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>No es nuestra</translation>
    </message>
    <message>
        <source>Clone suspected</source>
        <translation>Posible clon</translation>
    </message>
    <message>
        <source>Label and lock</source>
        <translation>Etiqueta y cerradura</translation>
    </message>
    <message>
        <source>Number in the registry</source>
        <translation>Número en el registro</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Kg</source>
        <translation>Kg</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>The lock&apos;s state</source>
        <translation>Estado de la cerradura</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Autocomprobación</translation>
    </message>
    <message>
        <source>Capture challenge</source>
        <translation>Desafío de captura</translation>
    </message>
    <message>
        <source>Table proof</source>
        <translation>Prueba de la tabla</translation>
    </message>
    <message>
        <source>Entry in the signed log</source>
        <translation>Entrada en el registro firmado</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Incorrecto</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>No comprobado</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Anotado</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Lid open</source>
        <translation>Tapa abierta</translation>
    </message>
    <message>
        <source>Extend an order</source>
        <translation>Ampliar un pedido</translation>
    </message>
    <message>
        <source>Scrap a unit</source>
        <translation>Desechar una unidad</translation>
    </message>
    <message>
        <source>Quarantine many units</source>
        <translation>Cuarentena de muchas unidades</translation>
    </message>
    <message>
        <source>Release a unit</source>
        <translation>Liberar una unidad</translation>
    </message>
    <message>
        <source>New key for a unit</source>
        <translation>Clave nueva para una unidad</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Añadir un operador</translation>
    </message>
    <message>
        <source>Change an operator</source>
        <translation>Cambiar un operador</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>Restablecer un PIN</translation>
    </message>
    <message>
        <source>Hand keys over</source>
        <translation>Entregar claves</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leído</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondida</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Shut the lid</source>
        <translation>Cierre la tapa</translation>
    </message>
    <message>
        <source>%1 (lane %2)</source>
        <translation>%1 (puesto %2)</translation>
    </message>
    <message>
        <source>Not finished before: %1. Put back into a lane, each goes on where it was.</source>
        <translation>Sin terminar de antes: %1. Al volver a colocarla, cada unidad continúa donde estaba.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Causa</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Funciones</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Intentos</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Estación</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
</context>
</TS>
