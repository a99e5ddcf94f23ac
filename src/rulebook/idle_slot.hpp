// A place where a call leaves its working memory for the next one.
//
// Any thread: one call at a time has what lies here, the others make their own. What lies here
// never changes an answer.
#pragma once

#include <atomic>
#include <memory>

namespace bajigong {

// What may be left: a base, as the memory is made of types that the holder does not know.
struct IdleMemory {
    IdleMemory() = default;
    IdleMemory(const IdleMemory&) = delete;
    IdleMemory& operator=(const IdleMemory&) = delete;
    virtual ~IdleMemory() = default;
};

class IdleSlot {
   public:
    IdleSlot() = default;
    IdleSlot(const IdleSlot&) = delete;
    IdleSlot& operator=(const IdleSlot&) = delete;
    ~IdleSlot() { delete memory_.load(std::memory_order_acquire); }

    // Null where nothing lies here.
    std::unique_ptr<IdleMemory> take() {
        return std::unique_ptr<IdleMemory>(memory_.exchange(nullptr, std::memory_order_acq_rel));
    }
    // Keeps it unless something lies here already.
    void leave(std::unique_ptr<IdleMemory> memory) {
        IdleMemory* none = nullptr;
        if (memory_.compare_exchange_strong(none, memory.get(), std::memory_order_acq_rel))
            (void)memory.release();  // lies in the slot now
    }

   private:
    std::atomic<IdleMemory*> memory_ = nullptr;
};

}  // namespace bajigong
