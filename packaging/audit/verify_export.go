// verify_export checks what `keyline audit export` or `keyline audit prove` has written, with the tools of the Go
// project's checksum database and nothing of Keyline's: golang.org/x/mod/sumdb/tlog and note (Debian:
// golang-golang-x-mod-dev). Those sign with Ed25519; the verifier for ECDSA is the few lines below.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify_export.go [-key VKEY] DIR
//
// Without -key it takes the key that lies in DIR, which proves only that the parts of the export fit together.
package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// C2SP signed-note, type 02: ECDSA over SHA-256, the key as SubjectPublicKeyInfo.
type ecdsaVerifier struct {
	name string
	hash uint32
	key  *ecdsa.PublicKey
}

func (v ecdsaVerifier) Name() string    { return v.name }
func (v ecdsaVerifier) KeyHash() uint32 { return v.hash }
func (v ecdsaVerifier) Verify(msg, sig []byte) bool {
	digest := sha256.Sum256(msg)
	return ecdsa.VerifyASN1(v.key, digest[:], sig)
}

func newVerifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a vkey")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) < 2 || raw[0] != 2 {
		return nil, errors.New("not an ECDSA vkey")
	}
	parsed, err := x509.ParsePKIXPublicKey(raw[1:])
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*ecdsa.PublicKey)
	id := sha256.Sum256(raw[1:])
	if hash := binary.BigEndian.Uint32(id[:]); ok && fmt.Sprintf("%08x", hash) == parts[1] {
		return ecdsaVerifier{parts[0], hash, key}, nil
	}
	return nil, errors.New("the key id is not the key's")
}

// A C2SP tlog-checkpoint: origin, size, root.
func openCheckpoint(text []byte, vkey string) (size int64, root tlog.Hash, err error) {
	verifier, err := newVerifier(vkey)
	if err != nil {
		return 0, root, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return 0, root, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return 0, root, errors.New("not this log's checkpoint")
	}
	if size, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return 0, root, err
	}
	root, err = tlog.ParseHash(lines[2])
	return size, root, err
}

// Hashes that grow with the log, kept in memory: enough for some million entries.
type memory []tlog.Hash

func (m *memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = (*m)[index]
	}
	return hashes, nil
}

func verifyLog(dir, vkey string) error {
	checkpoint, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	size, root, err := openCheckpoint(checkpoint, vkey)
	if err != nil {
		return err
	}
	leaves, err := os.ReadFile(filepath.Join(dir, "leaf-hashes"))
	if err != nil {
		return err
	}
	if int64(len(leaves)) != size*tlog.HashSize {
		return fmt.Errorf("leaf-hashes has %d bytes, %d entries were signed", len(leaves), size)
	}
	var tree memory
	for n := int64(0); n < size; n++ {
		var leaf tlog.Hash
		copy(leaf[:], leaves[n*tlog.HashSize:])
		hashes, err := tlog.StoredHashesForRecordHash(n, leaf, &tree)
		if err != nil {
			return err
		}
		tree = append(tree, hashes...)
	}
	if got, err := tlog.TreeHash(size, &tree); err != nil || got != root {
		return fmt.Errorf("the root is %v, %v was signed", got, root)
	}
	file, err := os.Open(filepath.Join(dir, "entries.jsonl"))
	if err != nil {
		return err
	}
	defer file.Close()
	count, last := 0, int64(-1)
	for lines := bufio.NewScanner(file); lines.Scan(); count++ {
		var entry struct{ Seq int64 }
		if err := json.Unmarshal(lines.Bytes(), &entry); err != nil {
			return err
		}
		if entry.Seq <= last || entry.Seq >= size {
			return fmt.Errorf("entry %d is out of order", entry.Seq)
		}
		last = entry.Seq
		leaf := tlog.RecordHash(lines.Bytes())
		if !bytes.Equal(leaf[:], leaves[entry.Seq*tlog.HashSize:(entry.Seq+1)*tlog.HashSize]) {
			return fmt.Errorf("entry %d was changed", entry.Seq)
		}
	}
	_, err = os.Stat(filepath.Join(dir, "filter.json"))
	if os.IsNotExist(err) && int64(count) != size {
		return fmt.Errorf("%d entries are here, %d were signed", count, size)
	}
	fmt.Printf("ok: %d of %d entries\n", count, size)
	return nil
}

func verifyProof(dir, vkey string) error {
	proof, err := os.ReadFile(filepath.Join(dir, "entry.tlog-proof"))
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(filepath.Join(dir, "entry.json"))
	if err != nil {
		return err
	}
	head, checkpoint, found := bytes.Cut(proof, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	size, root, err := openCheckpoint(checkpoint, vkey)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, size, root, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("ok: entry %d of %d\n", index, size)
	return nil
}

func main() {
	key := flag.String("key", "", "the log's key, kept elsewhere")
	flag.Parse()
	dir := flag.Arg(0)
	path := *key
	if path == "" {
		path = filepath.Join(dir, "log.vkey")
	}
	vkey, err := os.ReadFile(path)
	if err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "entry.tlog-proof")); missing == nil {
			err = verifyProof(dir, string(vkey))
		} else {
			err = verifyLog(dir, string(vkey))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "not sound:", err)
		os.Exit(1)
	}
}
