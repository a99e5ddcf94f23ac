package bajigong

/*
#include <bajigong.h>

int32_t bajigongSign(void* context, void* bytes, size_t size, bjg_sink* sink);
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// Ledger is a voucher ledger. What it answers is JSON.
type Ledger struct{ c *C.bjg_ledger }

// NewLedger makes a ledger in memory.
func NewLedger(founding string) (*Ledger, error) {
	var out *C.bjg_ledger
	var err *C.bjg_error
	data, size := lend(founding)
	if e := check(C.bjg_ledger_create(nil, 0, data, size, &out, &err), &err); e != nil {
		return nil, e
	}
	return &Ledger{out}, nil
}

// Close closes the ledger.
func (l *Ledger) Close() { C.bjg_ledger_free(l.c); l.c = nil }

// Apply judges a command and books it. A rejection is a verdict, never an error.
func (l *Ledger) Apply(command string) (string, error) {
	var out *C.bjg_buffer
	var err *C.bjg_error
	data, size := lend(command)
	if e := check(C.bjg_ledger_apply(l.c, data, size, &out, &err), &err); e != nil {
		return "", e
	}
	return take(out), nil
}

// Balances are those by kind, fund, year and line.
func (l *Ledger) Balances() (string, error) {
	var out *C.bjg_buffer
	var err *C.bjg_error
	if e := check(C.bjg_ledger_balances(l.c, C.BJG_BALANCES_POOLS, &out, &err), &err); e != nil {
		return "", e
	}
	return take(out), nil
}

// Signer signs bytes with a key that the host holds.
type Signer func(bytes []byte) ([]byte, error)

// Receipt proves that the record of a command is in the log, under a signed checkpoint.
func (l *Ledger) Receipt(id, key string, sign Signer) (string, error) {
	var out *C.bjg_buffer
	var err *C.bjg_error
	handle := cgo.NewHandle(sign)
	defer handle.Delete()
	name, nameSize := lend(id)
	keyName, keySize := lend(key)
	if e := check(C.bjg_ledger_receipt(l.c, name, nameSize, keyName, keySize, signer(),
		unsafe.Pointer(&handle), &out, &err), &err); e != nil {
		return "", e
	}
	return take(out), nil
}

// Checkpoint is the log as it stands, signed.
func (l *Ledger) Checkpoint(key string, sign Signer) (string, error) {
	var out *C.bjg_buffer
	var err *C.bjg_error
	handle := cgo.NewHandle(sign)
	defer handle.Delete()
	keyName, keySize := lend(key)
	if e := check(C.bjg_ledger_checkpoint(l.c, keyName, keySize, signer(),
		unsafe.Pointer(&handle), &out, &err), &err); e != nil {
		return "", e
	}
	return take(out), nil
}

func signer() C.bjg_sign { return C.bjg_sign(unsafe.Pointer(C.bajigongSign)) }

// What C calls: finds the signer behind its handle. A panic must not pass through C.
//
//export bajigongSign
func bajigongSign(context, bytes unsafe.Pointer, size C.size_t, sink *C.bjg_sink) (status C.int32_t) {
	defer func() {
		if recover() != nil {
			status = 1
		}
	}()
	sign := (*cgo.Handle)(context).Value().(Signer)
	signature, err := sign(C.GoBytes(bytes, C.int(size)))
	if err != nil {
		message, messageSize := lend(err.Error())
		C.bjg_sink_fail(sink, message, messageSize)
		return 1
	}
	if len(signature) > 0 {
		C.bjg_sink_write(sink, unsafe.Pointer(&signature[0]), C.size_t(len(signature)))
	}
	return 0
}
