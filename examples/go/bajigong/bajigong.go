// Package bajigong calls libbajigong.so.1 through cgo, found with pkg-config. Copy it freely.
//
// Everything that New, Load or Decide returns is closed by its owner with Close, best deferred; the
// garbage collector does not see it. All but Ledger are immutable and may be shared by goroutines; a
// Ledger may be used by any goroutine too.
package bajigong

/*
#cgo pkg-config: bajigong
#include <bajigong.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

var (
	outcomes = [...]string{"eligible", "ineligible", "undetermined", "fault"}
	amounts  = [...]string{"none", "exact", "at_most", "at_least", "between", "open", "unknown", "fault"}
	truths   = [...]string{"true", "false", "unknown", "fault"}
)

// A library of another ABI is not called.
func init() {
	if abi := C.bjg_abi_version(); abi != C.BJG_ABI_VERSION {
		panic(fmt.Sprintf("libbajigong has ABI %d, this program %d", abi, C.BJG_ABI_VERSION))
	}
}

// Problem is one thing that was wrong.
type Problem struct{ Code, Pointer, Message string }

// Error is what the library said was wrong: one problem or several.
type Error struct {
	Status   int
	Problems []Problem
}

func (e *Error) Error() string {
	first := e.Problems[0]
	return fmt.Sprintf("%s %s: %s", first.Code, first.Pointer, first.Message)
}

// Checks a status; takes the error if there is one. By pointer: when Go reads a variable beside a
// call that sets it is not said.
func check(status C.int32_t, failure **C.bjg_error) error {
	if status == C.BJG_OK {
		return nil
	}
	err := *failure
	defer C.bjg_error_free(err)
	e := &Error{Status: int(status)}
	for i := C.size_t(0); i < C.bjg_error_count(err); i++ {
		e.Problems = append(e.Problems, Problem{
			Code:    C.GoString(C.bjg_error_code(err, i, nil)),
			Pointer: C.GoString(C.bjg_error_pointer(err, i, nil)),
			Message: C.GoString(C.bjg_error_message(err, i, C.BJG_EN, nil)),
		})
	}
	return e
}

// The bytes of a text, lent to a call, and their number.
func lend(text string) (*C.char, C.size_t) {
	if text == "" {
		return nil, 0
	}
	bytes := []byte(text)
	return (*C.char)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes))
}

// Copies a buffer and frees it; empty if there is none.
func take(buffer *C.bjg_buffer) string {
	if buffer == nil {
		return ""
	}
	defer C.bjg_buffer_free(buffer)
	return C.GoStringN(C.bjg_buffer_data(buffer), C.int(C.bjg_buffer_size(buffer)))
}

// Rulebooks are a loaded set.
type Rulebooks struct{ c *C.bjg_rulebooks }

// Load loads what a JSON object names: {"paths": ["policies"]}.
func Load(sources string) (*Rulebooks, error) {
	var out *C.bjg_rulebooks
	var err *C.bjg_error
	data, size := lend(sources)
	if e := check(C.bjg_rulebooks_load(data, size, &out, &err), &err); e != nil {
		return nil, e
	}
	return &Rulebooks{out}, nil
}

// Close frees the rulebooks; what was made of them goes on.
func (r *Rulebooks) Close() { C.bjg_rulebooks_free(r.c); r.c = nil }

// Facts are what is known of one case.
type Facts struct{ c *C.bjg_facts }

// NewFacts reads the facts of a case from JSON.
func (r *Rulebooks) NewFacts(json string) (*Facts, error) {
	var out *C.bjg_facts
	var err *C.bjg_error
	data, size := lend(json)
	if e := check(C.bjg_facts_from_json(r.c, data, size, &out, &err), &err); e != nil {
		return nil, e
	}
	return &Facts{out}, nil
}

// Close frees the facts.
func (f *Facts) Close() { C.bjg_facts_free(f.c); f.c = nil }

// Request is what is asked, of whatever case.
type Request struct{ c *C.bjg_request }

// NewRequest reads a request from JSON.
func (r *Rulebooks) NewRequest(json string) (*Request, error) {
	var out *C.bjg_request
	var err *C.bjg_error
	data, size := lend(json)
	if e := check(C.bjg_request_new(r.c, data, size, &out, &err), &err); e != nil {
		return nil, e
	}
	return &Request{out}, nil
}

// Close frees the request.
func (r *Request) Close() { C.bjg_request_free(r.c); r.c = nil }

// Decide decides one case.
func (r *Request) Decide(facts *Facts) (*Decision, error) {
	var out *C.bjg_decision
	var err *C.bjg_error
	if e := check(C.bjg_decide(r.c, facts.c, &out, &err), &err); e != nil {
		return nil, e
	}
	return &Decision{out}, nil
}
