package bajigong

// #include <bajigong.h>
import "C"

// Decision is the answer with its reasons. Sums are fen.
type Decision struct{ c *C.bjg_decision }

// Amount is what is known of a sum.
type Amount struct {
	Kind      string
	Low, High int64
}

// Payment is one that the case comes to; Due and Recover are -1 where not known.
type Payment struct {
	Step, Payee string
	Amount
	Due, Recover int64
}

// Cause is what an undetermined answer rests on.
type Cause struct{ Kind, Name string }

// Clause is one of the rule's, and what it came to.
type Clause struct{ ID, Truth, Text, Cite string }

// Result is stated besides money; Value is JSON, empty where it is not known.
type Result struct{ ID, Value string }

// Close frees the decision.
func (d *Decision) Close() { C.bjg_decision_free(d.c); d.c = nil }

func (d *Decision) Rule() string    { return C.GoString(C.bjg_decision_rule(d.c, nil)) }
func (d *Decision) Outcome() string { return outcomes[C.bjg_decision_outcome(d.c)] }
func (d *Decision) Payable() bool   { return C.bjg_decision_payable(d.c) != 0 }

// Clause is the one that makes the outcome what it is; empty for an eligible case.
func (d *Decision) Clause() string { return C.GoString(C.bjg_decision_clause(d.c, nil)) }

// Amount is that of all payments together.
func (d *Decision) Amount() Amount {
	return Amount{
		Kind: amounts[C.bjg_decision_amount_kind(d.c)],
		Low:  int64(C.bjg_decision_amount_low(d.c)),
		High: int64(C.bjg_decision_amount_high(d.c)),
	}
}

func (d *Decision) Payments() (all []Payment) {
	for i := C.size_t(0); i < C.bjg_decision_payment_count(d.c); i++ {
		all = append(all, Payment{
			Step:  C.GoString(C.bjg_decision_payment_step(d.c, i, nil)),
			Payee: C.GoString(C.bjg_decision_payment_payee(d.c, i, nil)),
			Amount: Amount{
				Kind: amounts[C.bjg_decision_payment_kind(d.c, i)],
				Low:  int64(C.bjg_decision_payment_low(d.c, i)),
				High: int64(C.bjg_decision_payment_high(d.c, i)),
			},
			Due:     int64(C.bjg_decision_payment_due(d.c, i)),
			Recover: int64(C.bjg_decision_payment_recover(d.c, i)),
		})
	}
	return all
}

func (d *Decision) Causes() (all []Cause) {
	for i := C.size_t(0); i < C.bjg_decision_cause_count(d.c); i++ {
		all = append(all, Cause{
			Kind: C.GoString(C.bjg_decision_cause_kind(d.c, i, nil)),
			Name: C.GoString(C.bjg_decision_cause_name(d.c, i, nil)),
		})
	}
	return all
}

func (d *Decision) Clauses() (all []Clause) {
	for i := C.size_t(0); i < C.bjg_decision_clause_count(d.c); i++ {
		all = append(all, Clause{
			ID:    C.GoString(C.bjg_decision_clause_id(d.c, i, nil)),
			Truth: truths[C.bjg_decision_clause_truth(d.c, i)],
			Text:  C.GoString(C.bjg_decision_clause_text(d.c, i, C.BJG_EN, nil)),
			Cite:  C.GoString(C.bjg_decision_clause_cite(d.c, i, nil)),
		})
	}
	return all
}

func (d *Decision) Results() (all []Result) {
	for i := C.size_t(0); i < C.bjg_decision_result_count(d.c); i++ {
		all = append(all, Result{
			ID:    C.GoString(C.bjg_decision_result_id(d.c, i, nil)),
			Value: C.GoString(C.bjg_decision_result_value(d.c, i, nil)),
		})
	}
	return all
}

// Versions are the keys of the instruments used.
func (d *Decision) Versions() (all []string) {
	for i := C.size_t(0); i < C.bjg_decision_version_count(d.c); i++ {
		all = append(all, C.GoString(C.bjg_decision_version(d.c, i, nil)))
	}
	return all
}

// JSON is the whole decision.
func (d *Decision) JSON() (string, error) {
	var out *C.bjg_buffer
	var err *C.bjg_error
	if e := check(C.bjg_decision_json(d.c, &out, &err), &err); e != nil {
		return "", e
	}
	return take(out), nil
}
