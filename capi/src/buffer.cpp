// Buffers.
#include "capi/src/buffer.hpp"

const char* bjg_buffer_data(const bjg_buffer* buffer) {
    return buffer == nullptr ? nullptr : buffer->bytes.c_str();
}

std::size_t bjg_buffer_size(const bjg_buffer* buffer) {
    return buffer == nullptr ? 0 : buffer->bytes.size();
}

void bjg_buffer_free(bjg_buffer* buffer) { delete buffer; }
